import { expect, test } from 'vitest';
import { backWords, costLine, gist, leftWords } from './item-words.ts';

const now = Date.parse('2026-11-23T08:00:00Z');

test('what is left is said in the largest unit that still says something', () => {
	expect(leftWords('2026-11-23T08:25:30Z', now)).toBe('25 min left');
	expect(leftWords('2026-11-23T08:00:10Z', now)).toBe('1 min left');
	expect(leftWords('2026-11-23T12:10:00Z', now)).toBe('4 h left');
	expect(leftWords('2026-11-26T12:10:00Z', now)).toBe('3 days left');
	expect(leftWords('2026-11-23T07:59:00Z', now)).toBe('expired');
});

test('what it cost never claims more than is known', () => {
	const cost = { micros: 4_000, known: true, priceKnown: true, tokens: 1_240, millis: 8_000 };
	expect(costLine(cost)).toBe('8 s · 1,240 tokens · $0.004');
	expect(costLine({ ...cost, known: false })).toBe('8 s · 1,240 tokens · at least $0.004');
	expect(costLine({ ...cost, known: false, micros: 0 })).toBe('8 s · 1,240 tokens · cost not known');
	expect(costLine({ ...cost, known: false, priceKnown: false })).toBe(
		'8 s · 1,240 tokens · at most $0.004, price unknown'
	);
	const free = { ...cost, micros: 0 };
	expect(costLine({ ...free, tokens: null, millis: 200 })).toBe('under 1 s · no model, no cost');
	expect(costLine({ ...free, tokens: 0, millis: null })).toBe('no model, no cost');
});

test('the row of a result begins with what it is, not with how it was written', () => {
	expect(gist('Written offline, without a language model: five rows with a total of €532.75.')).toBe(
		'Five rows with a total of €532.75.'
	);
	expect(gist('A draft to Priya Shah.')).toBe('A draft to Priya Shah.');
});

test('what is snoozed says when it comes again, by the clock of the workspace', () => {
	expect(backWords('2026-11-23T13:00:00Z', now, 'Europe/Berlin')).toBe('back at 14:00');
	expect(backWords('2026-11-24T08:00:00Z', now, 'Europe/Berlin')).toBe('back Tue 09:00');
	expect(backWords('2026-12-03T08:00:00Z', now, 'Europe/Berlin')).toBe('back 3 December');
});
