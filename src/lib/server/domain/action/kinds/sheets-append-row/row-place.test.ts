import { expect, test } from 'vitest';
import type { GoogleClient } from '#server/ports/google.ts';
import type { Effect } from '../../kind.ts';
import { findPlace, type RowPlace } from './row-place.ts';

const effect = {
	key: '018f.abcdef012345@agents.example',
	prepared: null
} as unknown as Effect<RowPlace | null>;

/** The row as it would be written into a tab that begins with these rows. */
async function place(rows: string[][], columns: [string, string][], tab = 'März', named = 'März') {
	const client = {
		account: { id: '1', email: 'dana@northwind.example' },
		spreadsheet: async () => ({ id: 's', title: 'Books', url: '', tabs: [{ sheetId: 7, title: tab }] }),
		topRows: async () => rows,
		findMetadata: async () => null
	} as unknown as GoogleClient;
	const payload = {
		spreadsheet: 's',
		tab: named,
		columns: columns.map(([header, value]) => ({ header, value }))
	};
	return (await findPlace(client, payload, effect, 's')).cells;
}

test.each([
	['Invoice\nNo.', 'Invoice No.'],
	['Invoice\u00A0No.', 'invoice  no.'],
	['Prüfer', 'Pru\u0308fer'],
	['İŞLEM', 'işlem'],
	['  Amount ', 'AMOUNT'],
	['Straße', 'STRASSE']
])('the heading “%s” is found as “%s”', async (heading, written) => {
	expect(await place([['Date', heading]], [[written, '49']])).toEqual(['', '49']);
});

test('a tab whose letters are decomposed is the same tab', async () => {
	expect(await place([['Date']], [['Date', 'x']], 'Ma\u0308rz', 'März')).toEqual(['x']);
});

test('headings may stand below a title', async () => {
	const rows = [['Books of 2026'], [], ['Date', 'Supplier', 'Amount'], ['2026-11-03', 'Harbour', '412']];
	expect(
		await place(rows, [
			['supplier', 'A'],
			['amount', '1']
		])
	).toEqual(['', 'A', '1']);
});

test('two columns of one name are filled in order, and one of them alone is asked about', async () => {
	const rows = [['Amount', 'Date', 'Amount']];
	expect(
		await place(rows, [
			['Amount', '1'],
			['Amount', '2']
		])
	).toEqual(['1', '', '2']);
	await expect(place(rows, [['Amount', '1']])).rejects.toMatchObject({ code: 'column_twice' });
	await expect(
		place(
			[['Amount']],
			[
				['Amount', '1'],
				['amount', '2']
			]
		)
	).rejects.toThrow('filled in twice');
});

test('what is not there is said with what is', async () => {
	await expect(place([['Date', 'Sum']], [['Amount', '1']])).rejects.toThrow('Its columns are: Date, Sum.');
	await expect(place([[], ['2026-11-03']], [['Amount', '1']])).rejects.toMatchObject({ code: 'header_gone' });
});
