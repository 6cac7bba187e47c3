import { expect, test } from 'vitest';
import { readEvent } from './read-event.ts';

// A Monday.
const today = '2026-11-30';
const hours = (start: string, end: string) => ({ start, end, place: '', notes: '' });

test.each([
	[
		'Put a showroom visit on Thursday at ten into my calendar',
		{ title: 'Showroom visit', day: '2026-12-03', ...hours('10:00', '11:00') }
	],
	[
		'Please add the VAT call tomorrow at 3pm to the calendar.',
		{ title: 'VAT call', day: '2026-12-01', ...hours('15:00', '16:00') }
	],
	[
		'add stocktaking on 2026-12-31 at 23:30 to our calendar',
		{ title: 'Stocktaking', day: '2026-12-31', ...hours('23:30', '23:59') }
	],
	[
		'Enter a delivery on Monday at noon in my calendar',
		{ title: 'Delivery', day: '2026-12-07', ...hours('12:00', '13:00') }
	]
])('%s', (text, event) => {
	expect(readEvent(text, today)).toEqual(event);
});

test.each([
	'Put a showroom visit on Thursday at ten',
	'Put a showroom visit into my calendar',
	'Put a showroom visit on Thursday into my calendar',
	'Put a showroom visit on Thursday at three into my calendar',
	'Put a showroom visit next Thursday at ten into my calendar',
	'Put a visit on Thursday or Friday at ten into my calendar',
	'What is in my calendar on Thursday at ten?',
	'Do not put the visit on Thursday at ten into my calendar',
	`Put a visit on Thursday at ten into my calendar ${'and write to Tom '.repeat(20)}`
])('left to whoever understands it: %s', (text) => {
	expect(readEvent(text, today)).toBeNull();
});

test('a long text costs no more than its length', () => {
	const before = performance.now();
	for (const text of [
		'put '.repeat(5_000),
		`put ${'9'.repeat(20_000)} calendar`,
		`put ${' '.repeat(20_000)}calendar`
	])
		readEvent(text, today);
	expect(performance.now() - before).toBeLessThan(200);
});
