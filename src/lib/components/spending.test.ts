import { expect, test } from 'vitest';
import { dollarsText, parseDollars, spendingLevel, spentWords, usedPercent } from './spending.ts';

const limit = { spendCapMicros: 25_000_000, spendWarnedPercent: 0, installationFull: false };

test('the limit is near from 80 % on and reached at 100 %', () => {
	expect(spendingLevel({ ...limit, spendMicros: 19_999_999 })).toBeNull();
	expect(spendingLevel({ ...limit, spendMicros: 20_000_000 })).toBe('near');
	expect(spendingLevel({ ...limit, spendMicros: 24_999_999 })).toBe('near');
	expect(spendingLevel({ ...limit, spendMicros: 25_000_000 })).toBe('reached');
	expect(usedPercent({ ...limit, spendMicros: 24_999_999 })).toBe(99);
});

test('it is reached too when the rest is too little for another call', () => {
	expect(spendingLevel({ ...limit, spendMicros: 24_000_000, spendWarnedPercent: 100 })).toBe('reached');
});

test('it is reached too when all workspaces together have used up what the operator allows', () => {
	expect(spendingLevel({ ...limit, spendMicros: 0, installationFull: true })).toBe('reached');
});

test('a sum at a price that nobody has said is an upper bound', () => {
	expect(spentWords({ spendMicros: 3_200_000, priceKnown: true })).toBe('$3.20');
	expect(spentWords({ spendMicros: 3_200_000, priceKnown: false })).toBe('at most $3.20, price unknown');
	expect(spentWords({ spendMicros: 0, priceKnown: false })).toBe('$0.00');
});

test('dollars are read as people write them, and nothing else is', () => {
	expect(parseDollars('25')).toBe(25_000_000);
	expect(parseDollars(' $12.5 ')).toBe(12_500_000);
	expect(parseDollars('1,250.50')).toBe(1_250_500_000);
	expect(parseDollars('0.29')).toBe(290_000);
	for (const wrong of ['', 'a lot', '-5', '1,25', '12.345', '1e3', '12,34.5']) {
		expect(parseDollars(wrong), wrong).toBeNull();
	}
});

test('the field shows whole dollars without cents', () => {
	expect(dollarsText(25_000_000)).toBe('25');
	expect(dollarsText(12_500_000)).toBe('12.50');
});
