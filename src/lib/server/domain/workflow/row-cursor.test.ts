import { describe, expect, test } from 'vitest';
import { compareRows, seededCursor, type RowCursor } from './row-cursor.ts';
import { readSheetRows } from './sheet-rows.ts';
import { workflows } from '../../../../../prisma/catalogue/workflows.ts';

/** What the template for new leads takes in. */
const newLead = workflows.find(({ key }) => key === 'new-lead-reply')?.fields ?? [];
const now = Date.parse('2026-12-01T10:00:00Z');
const all = { isUsable: () => true, most: 50 };
const ana = ['Ana', 'ana@one.example', 'Forty chairs', 'web'];
const ben = ['Ben', 'ben@two.example', 'A table', 'web'];
const cem = ['Cem', 'cem@three.example', 'A bench', 'web'];
const dua = ['Dua', 'dua@four.example', 'A shelf', 'web'];

/** Prints under the headings that a sheet of leads has. */
function prints(...rows: string[][]): string[] {
	const { rows: read } = readSheetRows([['Name', 'E-mail', 'Message', 'Source'], ...rows], newLead);
	return (read ?? []).map(({ print }) => print);
}

/** What starts, look by look, when the tab holds these rows one after the other. */
function looks(first: string[][], ...later: string[][][]): { started: string[][]; cursor: RowCursor } {
	let cursor = seededCursor(prints(...first));
	const started = later.map((rows) => {
		const compared = compareRows(cursor, prints(...rows), now, all);
		cursor = compared.cursor;
		return compared.ready.map((at) => rows[at]?.[0] ?? '');
	});
	return { started, cursor };
}

describe('new rows of a tab', () => {
	test('what is there when it is switched on starts nothing', () => {
		expect(looks([ana, ben], [ana, ben], [ana, ben]).started).toEqual([[], []]);
	});

	test('a new row starts once it is the same at two looks', () => {
		expect(looks([ana], [ana, ben], [ana, ben], [ana, ben]).started).toEqual([[], ['Ben'], []]);
	});

	test('a row that is still being written waits, and starts as it has become', () => {
		const half = ['Ben', '', '', ''];
		const more = ['Ben', 'ben@two.example', '', ''];
		expect(looks([ana], [ana, half], [ana, more], [ana, ben], [ana, ben]).started).toEqual([
			[],
			[],
			[],
			['Ben']
		]);
	});

	test('two the same, added in one second, are two', () => {
		expect(looks([ana], [ana, ben, ben], [ana, ben, ben]).started).toEqual([[], ['Ben', 'Ben']]);
	});

	test('sorting, deleting and adding at once loses none and doubles none', () => {
		const after = [dua, cem, ben];
		expect(looks([ana, ben, cem], after, after, after).started).toEqual([[], ['Dua'], []]);
	});

	test('one row in the place of another that was deleted is new', () => {
		expect(looks([ana, ben], [ana, cem], [ana, cem]).started).toEqual([[], ['Cem']]);
	});

	test.each([
		['one cell', ['Ana', 'ana@one.example', 'Forty chairs', 'done']],
		['another', ['Ana', 'ana@one.example', 'Fifty chairs', 'web']],
		['two', ['Ana Lee', 'ana@one.example', 'Fifty chairs', 'web']]
	])('a change in %s of a row makes it no new one', (_, changed) => {
		expect(looks([ana, ben], [changed, ben], [changed, ben]).started).toEqual([[], []]);
	});

	test('a new column, and a changed heading, make no row new', () => {
		const cursor = seededCursor(prints(ana, ben, cem));
		const headings = ['Name', 'Phone', 'E-mail', 'Message', 'Where from'];
		const moved = [ana, ben, cem].map(([name = '', ...rest]) => [name, `0171 ${name}`, ...rest]);
		const { rows } = readSheetRows([headings, ...moved], newLead);
		const after = (rows ?? []).map(({ print }) => print);
		const { cursor: next } = compareRows(cursor, after, now, all);
		expect(next).toMatchObject({ seen: after, fresh: [] });
	});

	test('a row that was cut and pasted is back, and a day later it would be new', () => {
		const { cursor } = looks([ana, ben], [ana]);
		const [, print = ''] = prints(ana, ben);
		expect(compareRows(cursor, [...prints(ana), print], now + 1_000, all)).toMatchObject({
			back: [1],
			ready: [],
			cursor: { fresh: [] }
		});
		const dayLater = compareRows(cursor, [...prints(ana), print], now + 25 * 3_600_000, all);
		expect(dayLater).toMatchObject({ back: [], cursor: { fresh: [print] } });
	});

	test('what cannot be used, or is too much at once, stays fresh', () => {
		const { cursor } = looks([ana], [ana, ben, cem, dua]);
		const after = prints(ana, ben, cem, dua);
		const limits = { isUsable: (at: number) => at !== 1, most: 1 };
		const compared = compareRows(cursor, after, now, limits);
		expect(compared.settled).toEqual([1, 2, 3]);
		expect(compared.ready).toEqual([2]);
		expect(compared.cursor.fresh).toEqual([after[1], after[3]]);
		expect(compared.cursor.seen).toEqual([after[0], after[2]]);
	});

	test('a sheet whose rows have been replaced is rewritten, one that has grown is not', () => {
		const many = (mark: string, count: number) =>
			Array.from({ length: count }, (_, nth) => [
				`${mark}${nth}`,
				`${mark}${nth}@x.example`,
				`${mark} ${nth}`
			]);
		const cursor = seededCursor(prints(...many('a', 80)));
		expect(compareRows(cursor, prints(...many('b', 80)), now, all).rewritten).toBe(true);
		const grown = prints(...many('a', 80), ...many('b', 80));
		expect(compareRows(cursor, grown, now, all).rewritten).toBe(false);
	});
});

describe('headings', () => {
	test('are the field’s label, its name, or what such a column is usually called', () => {
		const { rows } = readSheetRows([['Company', 'MAIL', 'How can we help?'], ana], newLead);
		expect(rows?.[0]?.values).toEqual({ name: 'Ana', email: 'ana@one.example', message: 'Forty chairs' });
	});

	test.each([
		[[['Name', 'Phone'], ana], 'The tab has no column “E-mail”. It has: Name, Phone.'],
		[[], 'The tab is empty. Please write headings into its first row, among them “Name”.']
	])('that are missing are named', (cells, problem) => {
		expect(readSheetRows(cells, newLead)).toEqual({ rows: null, problem });
	});
});
