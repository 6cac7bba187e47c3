import { expect, test } from 'vitest';
import { costWords, isOffline, tokenWords } from './cost.ts';

const call = {
	status: 'answered',
	inputTokens: 1_200 as number | null,
	outputTokens: 300 as number | null,
	costMicros: 900,
	priceKnown: true
};
const unknownPrice = { ...call, costMicros: 72_000, priceKnown: false };
const unreported = {
	...call,
	status: 'possibly_billed',
	inputTokens: null,
	outputTokens: null,
	costMicros: 0,
	priceKnown: false
};

test('a known price is said as it is', () => {
	expect(costWords([call, call])).toBe('$0.0018');
	expect(tokenWords([call, call])).toBe('3,000 tokens');
});

test('a price that is not known is never written as nothing', () => {
	expect(costWords([unknownPrice])).toBe('at most $0.072, price unknown');
	expect(costWords([unreported])).toBe('cost not known');
	expect(costWords([call, unreported])).toBe('at least $0.0009, the rest is not known');
	expect(costWords([{ ...unreported, status: 'sent' }])).toBe('cost not known yet');
	expect(tokenWords([unreported])).toBeNull();
});

test('an answer that got lost may have been charged', () => {
	const lost = { ...unreported, costMicros: 30_000 };
	expect(costWords([lost])).toBe('may have been charged, at most $0.03');
	expect(costWords([call, lost])).toBe('at most $0.031, part of it may not have been charged');
});

test('a failed call that was not billed cost nothing', () => {
	expect(costWords([{ ...unreported, status: 'failed', priceKnown: true }])).toBe('nothing charged');
});

test('a run is offline by who wrote it, or by whom it asked', () => {
	expect(isOffline({ writtenBy: 'offline', modelCalls: [] })).toBe(true);
	expect(isOffline({ writtenBy: null, modelCalls: [] })).toBe(false);
});
