import { describe, expect, test } from 'vitest';
import { nextWorkingMoment } from './working-hours.ts';

const weekdays = { days: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' };

function next(timeZone: string, now: string, hours = weekdays) {
	return nextWorkingMoment(hours, timeZone, new Date(now))?.toISOString() ?? null;
}

describe('the next working moment', () => {
	test.each([
		['in the middle of the day', 'Europe/Berlin', '2026-11-23T10:00:00Z', null],
		['the first minute', 'Europe/Berlin', '2026-11-23T08:00:00Z', null],
		['before the day', 'Europe/Berlin', '2026-11-23T03:12:34Z', '2026-11-23T08:00:00.000Z'],
		['the minute the day ends', 'Europe/Berlin', '2026-11-23T16:00:00Z', '2026-11-24T08:00:00.000Z'],
		['a Friday evening', 'America/New_York', '2026-11-20T23:00:00Z', '2026-11-23T14:00:00.000Z'],
		['a zone half an hour off', 'Asia/Kolkata', '2026-11-22T20:00:00Z', '2026-11-23T03:30:00.000Z'],
		// Berlin: clocks go forward on 29 March 2026, back on 25 October.
		['the night clocks go forward', 'Europe/Berlin', '2026-03-28T20:00:00Z', '2026-03-30T07:00:00.000Z'],
		['the night clocks go back', 'Europe/Berlin', '2026-10-24T20:00:00Z', '2026-10-26T08:00:00.000Z']
	])('%s', (_when, timeZone, now, expected) => {
		expect(next(timeZone, now)).toBe(expected);
	});

	test('on a day whose start the clock skips, the day begins with the first minute there is', () => {
		const night = { days: [7], start: '02:30', end: '06:00' };
		expect(next('Europe/Berlin', '2026-03-28T20:00:00Z', night)).toBe('2026-03-29T01:00:00.000Z');
	});
});
