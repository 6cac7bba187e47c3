import { expect, test } from 'vitest';
import type { AddressBook } from '../../../address-book/target.ts';
import { actionSchema, kindOf } from '../../registry.ts';
import { calendarAddEvent } from './calendar-add-event.ts';

const book: AddressBook = [{ kind: 'calendar', id: 'own', value: 'Europe/Berlin', label: 'Your calendar' }];
const visit = {
	title: 'Showroom visit',
	day: '2026-12-03',
	start: '10:00',
	end: '11:00',
	place: '',
	notes: ''
};

function proposed(payload: object): unknown {
	const proposal = { kind: 'calendar.addEvent', why: '', payload };
	return actionSchema(['calendar.addEvent'])?.safeParse(proposal).data?.payload ?? null;
}

test('what a model leaves out is an hour, no place and no notes', () => {
	const { title, day, start } = visit;
	expect(proposed({ title, day, start })).toEqual(visit);
	expect(proposed({ title, day })).toEqual({ ...visit, start: '', end: '' });
	expect(proposed({ title, day, start: '23:30' })).toMatchObject({ end: '23:59' });
});

test.each([
	{ day: '2026-02-30' },
	{ day: 'Thursday' },
	{ day: '03/12/2026' },
	{ start: '25:00' },
	{ start: '10:00', end: '09:00' },
	{ start: '', end: '11:00' },
	{ title: '' },
	{ attendees: ['tom@lark.example'] }
])('%o is no entry', (change) => {
	expect(proposed({ ...visit, ...change })).toBeNull();
	expect(kindOf('calendar.addEvent').payload.safeParse({ ...visit, ...change }).success).toBe(false);
});

test('people read the day in words and the hours with their zone, and which calendar it is', () => {
	expect(calendarAddEvent.summary({ ...visit, place: 'Mill Lane 3' }, book)).toMatchObject({
		title: 'Showroom visit on Thursday 3 December 2026',
		snippet: '10:00 to 11:00 (Europe/Berlin), Mill Lane 3'
	});
	expect(calendarAddEvent.summary({ ...visit, start: '', end: '' }, book).snippet).toBe('All day');
	expect(calendarAddEvent.note(visit, 'dana@northwind.example')).toContain('dana@northwind.example');
});

test('another time zone is another target, so that an approval does not move by an hour', () => {
	const [target] = calendarAddEvent.targets(visit, book);
	expect(target).toMatchObject({ kind: 'calendar', value: 'Europe/Berlin' });
});
