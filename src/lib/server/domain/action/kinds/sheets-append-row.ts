import { AppendRow } from '#lib/schemas/action.ts';
import type { JsonObject } from '#server/ports.ts';
import type { AddressBook, KindModule } from '../kind.ts';

type Prepared = JsonObject & { spreadsheetId: string; sheetId: number; cells: string[] };

/** One row at the end of one tab of a Google Sheet, its columns found by header. Values stay text. */
export const sheetsAppendRow: KindModule<AppendRow, Prepared> = {
	kind: 'sheets.appendRow',
	label: 'Rows in your Google Sheets',
	noun: { one: 'row', many: 'rows' },
	needs: 'sheets',
	mayBeAutomatic: true,
	words: {
		short: {
			off: 'Does not touch your spreadsheets.',
			ask: 'Prepares rows for your Google Sheets and asks you about each one.',
			auto: 'Adds rows to your Google Sheets without asking.'
		},
		long: {
			off: 'Never proposes a row. You still get the table to copy.',
			ask: 'Proposes each row, and you decide.',
			auto: 'Adds rows to your Google Sheets without asking, except to a sheet that is new.'
		}
	},
	payload: AppendRow,
	guide: (book) => {
		const known = book.filter(({ kind, label }) => kind === 'spreadsheet' && label);
		const names = known.map(({ label }) => `"${label}"`).join(', ');
		return (
			'"sheets.appendRow": one new row at the end of one tab of a Google Sheet. ' +
			'Its payload is {"spreadsheet": address or id, "tab": name, "columns": [{"header": column name, "value": text}]}.' +
			(names ? ` These spreadsheets may also be named by their title: ${names}.` : '')
		);
	},
	summary: ({ spreadsheet, tab, columns }, book) => ({
		title: `Row in ${nameOf(spreadsheet, book) ?? tab}`,
		snippet: columns
			.map(({ value }) => value)
			.filter(Boolean)
			.slice(0, 4)
			.join(', '),
		intent: 'add a row to a sheet'
	}),
	note: ({ tab }, account) =>
		account
			? `One row is added at the end of the tab ${tab}, as ${account}. Nothing else changes.`
			: `One row is added at the end of the tab ${tab}. Nothing else changes.`,
	preview: ({ spreadsheet, tab, columns }, book) => ({
		shape: 'row',
		spreadsheet: nameOf(spreadsheet, book) ?? spreadsheet,
		url: /^https:\/\//.test(spreadsheet) ? spreadsheet : null,
		tab,
		columns
	}),
	targets: ({ spreadsheet }, book) => [
		{
			kind: 'spreadsheet',
			value: spreadsheetId(spreadsheet, book),
			label: nameOf(spreadsheet, book) ?? spreadsheet
		}
	],
	prepare: () => Promise.reject(new Error('Not built yet.')),
	dispatch: () => Promise.reject(new Error('Not built yet.')),
	reconcile: () => Promise.reject(new Error('Not built yet.'))
};

/** The id in a link, the id itself, or the one that the address book has under this name. */
export function spreadsheetId(named: string, book: AddressBook): string {
	const linked = /\/spreadsheets\/d\/([\w-]+)/.exec(named)?.[1];
	return linked ?? byName(named, book)?.value ?? named.trim();
}

function byName(named: string, book: AddressBook) {
	const wanted = named.trim().toLowerCase();
	return book.find(({ kind, label }) => kind === 'spreadsheet' && label.toLowerCase() === wanted);
}

function nameOf(named: string, book: AddressBook): string | null {
	const id = spreadsheetId(named, book);
	return book.find(({ kind, value }) => kind === 'spreadsheet' && value === id)?.label || null;
}
