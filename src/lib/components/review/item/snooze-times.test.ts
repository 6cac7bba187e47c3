import { expect, test } from 'vitest';
import { instantOf, localOf, snoozeChoices } from './snooze-times.ts';

const untils = (at: string, zone: string) =>
	Object.fromEntries(snoozeChoices(Date.parse(at), zone).map(({ label, until }) => [label, until]));

test('on a Monday morning: this afternoon, tomorrow, the Monday after', () => {
	expect(untils('2026-11-23T08:41:00Z', 'Europe/Berlin')).toEqual({
		'Later today': '2026-11-23T12:00:00.000Z',
		Tomorrow: '2026-11-24T08:00:00.000Z',
		Monday: '2026-11-30T08:00:00.000Z'
	});
});

test('in the evening there is no later today, and the day is the one of the workspace', () => {
	expect(untils('2026-11-24T01:30:00Z', 'America/New_York')).toEqual({
		Tomorrow: '2026-11-24T14:00:00.000Z',
		Monday: '2026-11-30T14:00:00.000Z'
	});
});

test('on a Sunday tomorrow is Monday, so the other Monday is named as such', () => {
	expect(untils('2026-11-22T10:00:00Z', 'UTC')).toMatchObject({
		Tomorrow: '2026-11-23T09:00:00.000Z',
		'Monday in a week': '2026-11-30T09:00:00.000Z'
	});
});

test('nine is nine on either side of a change of the clocks', () => {
	expect(untils('2026-10-24T10:00:00Z', 'Europe/Berlin')).toMatchObject({
		Tomorrow: '2026-10-25T08:00:00.000Z'
	});
	expect(untils('2026-03-28T10:00:00Z', 'Europe/Berlin')).toMatchObject({
		Tomorrow: '2026-03-29T07:00:00.000Z'
	});
});

test('a chosen time is read by the clocks of the workspace, and shown by them', () => {
	expect(instantOf('2026-07-01T09:30', 'Asia/Kolkata')).toBe('2026-07-01T04:00:00.000Z');
	expect(localOf(Date.parse('2026-07-01T04:00:00Z'), 'Asia/Kolkata')).toBe('2026-07-01T09:30');
	expect(instantOf('', 'UTC')).toBeNull();
});
