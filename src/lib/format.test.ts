import { describe, expect, test } from 'vitest';
import {
	formatAgo,
	formatClock,
	formatDay,
	formatHeading,
	formatDuration,
	formatExact,
	formatMoney,
	formatPast,
	numberWord,
	plural
} from './format.ts';

const now = Date.parse('2026-11-23T15:00:00Z');
const zone = 'Europe/Berlin';

describe('how long ago', () => {
	test.each([
		['2026-11-23T14:59:40Z', 'now'],
		['2026-11-23T15:00:30Z', 'now'],
		['2026-11-23T14:48:00Z', '12 min'],
		['2026-11-23T11:00:00Z', '4 h'],
		// Just before midnight in Berlin is still Sunday there.
		['2026-11-22T22:59:00Z', 'Sun'],
		['2026-11-22T23:01:00Z', 'Mon'],
		['2026-11-03T10:00:00Z', '3 Nov'],
		['2025-11-03T10:00:00Z', '3 Nov 2025']
	])('%s is %s', (at, words) => {
		expect(formatAgo(at, now, zone)).toBe(words);
	});

	test('in a sentence a number of minutes or hours is not a duration', () => {
		expect(formatPast('2026-11-23T14:59:40Z', now, zone)).toBe('now');
		expect(formatPast('2026-11-23T14:48:00Z', now, zone)).toBe('12 min ago');
		expect(formatPast('2026-11-23T11:00:00Z', now, zone)).toBe('4 h ago');
		expect(formatPast('2026-11-22T23:01:00Z', now, zone)).toBe('Mon');
	});
});

test('clocks and days are those of the given zone', () => {
	expect(formatClock('2026-11-23T23:41:00Z', zone)).toBe('00:41');
	expect(formatDay('2026-11-22T23:41:00Z', zone)).toBe('Monday, 23 November');
	expect(formatExact('2026-11-23T07:41:00Z', zone)).toBe('23 November 2026 at 08:41');
});

test.each([
	[0, '$0.00'],
	[40, 'under $0.0001'],
	[4_100, '$0.0041'],
	[12_000, '$0.012'],
	[1_840_000, '$1.84'],
	[1_234_500_000, '$1,234.50']
])('%d micro-dollars are %s', (micros, words) => {
	expect(formatMoney(micros)).toBe(words);
});

test.each([
	[400, '0 s'],
	[8_200, '8 s'],
	[125_000, '2 min 5 s'],
	[120_000, '2 min'],
	[33_600_000, '9 h 20 min'],
	[7_200_000, '2 h']
])('%d ms last %s', (milliseconds, words) => {
	expect(formatDuration(milliseconds)).toBe(words);
});

test('counts read like sentences', () => {
	expect(plural(1, 'task')).toBe('1 task');
	expect(plural(1_240, 'task')).toBe('1,240 tasks');
	expect(plural(2, 'person', 'people')).toBe('2 people');
	expect(numberWord(3)).toBe('Three');
	expect(numberWord(11)).toBe('11');
});

test('the days above a list', () => {
	const now = Date.parse('2026-11-23T10:00:00Z');
	const heading = (at: string) => formatHeading(at, now, zone);
	expect(heading('2026-11-22T23:41:00Z')).toBe('Today');
	expect(heading('2026-11-22T20:00:00Z')).toBe('Yesterday');
	expect(heading('2026-11-20T20:00:00Z')).toBe('Friday, 20 November');
	expect(heading('2025-11-20T20:00:00Z')).toBe('Thursday, 20 November 2025');
});
