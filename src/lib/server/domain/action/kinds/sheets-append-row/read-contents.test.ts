import { expect, test } from 'vitest';
import { headingsIn } from './read-contents.ts';

test.each([
	[
		'in the first row',
		[
			['Date', 'Amount'],
			['2026-11-03', '412.00']
		],
		['Date', 'Amount']
	],
	[
		'below a title',
		[['Books of 2026'], [], ['Date', 'Supplier', 'Amount'], ['3 Nov', 'X', '4']],
		['Date', 'Supplier', 'Amount']
	],
	[
		'below a title and its owner',
		[
			['Books', 'Northwind'],
			['A', 'B', 'C', 'D', 'E', 'F']
		],
		['A', 'B', 'C', 'D', 'E', 'F']
	],
	['with a gap and one name twice', [['Date', '', 'Amount', 'Amount']], ['Date', '', 'Amount', 'Amount']],
	['of one column', [['Name'], ['Priya']], ['Name']],
	[
		'that are years',
		[
			['Item', '2025', '2026'],
			['Wood', '1', '2']
		],
		['Item', '2025', '2026']
	],
	['of an empty tab', [[], ['']], []]
])('headings %s', (_where, rows, headings) => {
	expect(headingsIn(rows)).toEqual(headings);
});

test('of hostile length', () => {
	const [row] = [Array.from({ length: 5_000 }, () => 'x'.repeat(50_000))];
	const headings = headingsIn([row]);
	expect(headings).toHaveLength(100);
	expect(headings[0]).toHaveLength(200);
});
