import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCron } from './cron.ts';
import { nextFire, nextFires } from './next-fire.ts';

/*
 * Two years of every zone whose clocks change in them, against an evaluator of its own: it knows the zone's table of
 * changes in UTC minutes (read here from Intl) and Vixie cron's rule, and none of the code that it tests.
 */
const day = 24 * 60;
const [begin, end] = [Date.UTC(2026, 0, 1) / 60_000, Date.UTC(2028, 0, 1) / 60_000];

type Change = { at: number; before: number; after: number };
type Zone = { name: string; first: number; changes: Change[] };

function readZone(name: string): Zone {
	const format = new Intl.DateTimeFormat('en', { timeZone: name, timeZoneName: 'longOffset' });
	const offset = (minute: number) => {
		const text = format.format(minute * 60_000);
		const [, sign, hours, minutes] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(text) ?? [];
		return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0;
	};
	const changes: Change[] = [];
	for (let at = begin; at < end; at += day) {
		let [low, high] = [at, at + day];
		const [before, after] = [offset(low), offset(high)];
		if (before === after) continue;
		while (high - low > 1) {
			const middle = Math.floor((low + high) / 2);
			if (offset(middle) === before) low = middle;
			else high = middle;
		}
		changes.push({ at: high, before, after });
	}
	return { name, first: offset(begin), changes };
}

// Some runtimes list Nuuk by its former name alone.
const zones = [...new Set([...Intl.supportedValuesOf('timeZone'), 'America/Nuuk'])]
	.map(readZone)
	.filter(({ changes }) => changes.length > 0);

/** The first minute at which clocks show this or have just skipped it. */
function firstShown({ first, changes }: Zone, local: number): number {
	let offset = first;
	for (const { at, before, after } of changes) {
		if (local - before < at) return local - offset;
		if (local - after < at) return at;
		offset = after;
	}
	return local - offset;
}

function isDay(pattern: string, local: number): boolean {
	const [, , ofMonth = '*', , ofWeek = '*'] = pattern.split(' ');
	const date = new Date(local * 60_000);
	const names = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
	const inMonth = ofMonth === '*' || ofMonth.split(',').includes(String(date.getUTCDate()));
	const inWeek = ofWeek === '*' || ofWeek.split(',').includes(names[date.getUTCDay()] ?? '');
	return ofMonth === '*' || ofWeek === '*' ? inMonth && inWeek : inMonth || inWeek;
}

/** All that a schedule of fixed times is due at. */
function fixedTimes(zone: Zone, pattern: string): string[] {
	const [minutes = '', hours = ''] = pattern.split(' ');
	const due = new Set<number>();
	for (let local = begin - day; local < end + day; local += day)
		if (isDay(pattern, local))
			for (const hour of hours.split(','))
				for (const minute of minutes.split(','))
					due.add(firstShown(zone, local + Number(hour) * 60 + Number(minute)));
	return within([...due], begin, end);
}

function within(minutes: number[], from: number, to: number): string[] {
	return minutes
		.filter((minute) => minute > from && minute <= to)
		.sort((a, b) => a - b)
		.map((minute) => new Date(minute * 60_000).toISOString());
}

function fires(zone: Zone, pattern: string, from: number, to: number): string[] {
	const schedule = { cron: parseCron(pattern), timeZone: zone.name };
	const found: string[] = [];
	let at = nextFire(schedule, new Date(from * 60_000));
	for (; at && at.getTime() <= to * 60_000; at = nextFire(schedule, at)) found.push(at.toISOString());
	return found;
}

const time = fc.tuple(fc.integer({ min: 0, max: 59 }), fc.integer({ min: 0, max: 23 }));
const nightly = fc.tuple(fc.integer({ min: 0, max: 59 }), fc.constantFrom(0, 1, 2, 3, 22, 23));
const fixed = fc
	.tuple(
		fc.oneof(nightly, nightly, time),
		fc.constantFrom('', ',23', ',1,2'),
		fc.constantFrom('* * *', '* * SUN', '* * SAT,SUN', '1,15,29 * *', '29,30 * SAT')
	)
	.map(([[minute, hour], more, days]) => `${minute} ${hour}${more} ${days}`);

test('there are zones enough, also with a gap at the end of a day', () => {
	expect(zones.length).toBeGreaterThan(100);
	expect(zones.map(({ name }) => name)).toContain('America/Nuuk');
});

test('fixed times: around every change of the clock in every zone, whatever the schedule', () => {
	const patterns = fc.sample(fixed, { numRuns: 3, seed: 2026 });
	for (const zone of zones) {
		for (const pattern of [...patterns, '45 23 * * *', '30 2 * * *']) {
			const expected = fixedTimes(zone, pattern);
			for (const { at } of zone.changes) {
				const [from, to] = [Math.max(begin, at - 2 * day), Math.min(end, at + 2 * day)];
				const here = expected.filter((one) => one > iso(from) && one <= iso(to));
				expect({ zone: zone.name, pattern, fires: fires(zone, pattern, from, to) }).toEqual({
					zone: zone.name,
					pattern,
					fires: here
				});
			}
		}
	}
});

const iso = (minute: number) => new Date(minute * 60_000).toISOString();

test('fixed times: two whole years of every zone, each with a schedule of its own', () => {
	const patterns = fc.sample(fixed, { numRuns: zones.length, seed: 2027 });
	for (const [at, zone] of zones.entries()) {
		const pattern = patterns[at] ?? '';
		expect({ zone: zone.name, pattern, fires: fires(zone, pattern, begin, end - 1) }).toEqual({
			zone: zone.name,
			pattern,
			fires: fixedTimes(zone, pattern).filter((one) => one < iso(end))
		});
	}
});

test.each([
	['*/15 * * * *', (local: number) => local % 15 === 0],
	['0 */2 * * *', (local: number) => local % 120 === 0],
	['30 * * * *', (local: number) => local % 60 === 30]
])('intervals keep real time: %s', (pattern, isDue) => {
	for (const zone of zones) {
		for (const { at, before, after } of zone.changes) {
			const [from, to] = [Math.max(begin, at - 300), Math.min(end, at + 300)];
			const minutes = Array.from({ length: to - from }, (_, index) => from + index + 1);
			const due = minutes.filter((minute) => isDue(minute + (minute < at ? before : after)));
			expect({ zone: zone.name, fires: fires(zone, pattern, from, to) }).toEqual({
				zone: zone.name,
				fires: within(due, from, to)
			});
		}
	}
});

describe('what people would look at', () => {
	const next = (pattern: string, timeZone: string, after: string) =>
		nextFires({ cron: parseCron(pattern), timeZone }, new Date(after), 3).map((at) => at.toISOString());

	test('a time in the gap comes right after it', () => {
		expect(next('30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z')).toEqual([
			'2026-03-29T01:00:00.000Z',
			'2026-03-30T00:30:00.000Z',
			'2026-03-31T00:30:00.000Z'
		]);
	});

	test('a gap at the end of the day ends at midnight', () => {
		expect(next('45 23 * * *', 'America/Nuuk', '2026-03-28T12:00:00Z')).toEqual([
			'2026-03-29T01:00:00.000Z',
			'2026-03-30T00:45:00.000Z',
			'2026-03-31T00:45:00.000Z'
		]);
	});

	test('only a leap year has its day', () => {
		expect(next('0 8 29 2 *', 'UTC', '2026-03-01T00:00:00Z')[0]).toBe('2028-02-29T08:00:00.000Z');
		expect(next('0 8 31 2 *', 'UTC', '2026-03-01T00:00:00Z')).toEqual([]);
	});
});
