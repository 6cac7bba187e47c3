import type { Amount } from '../reader/amounts.ts';
import type { Entry } from '../reader/entries.ts';
import type { Meaning } from '../reader/table-header.ts';
import { meaningOf } from '../reader/table-header.ts';
import { categoryOf } from './categories.ts';

/** One column of a ledger. `of` is empty where a line does not say it. */
export type Column = {
	header: string;
	meaning: Meaning | null;
	of: (entry: Entry) => string;
	sum?: (entry: Entry) => Amount | null;
};

export const categoryFor = (entry: Entry) =>
	entry.category || categoryOf(entry.description) || categoryOf(entry.supplier);

function columnFor(header: string, meaning: Meaning | null): Column {
	if (meaning === null) return { header, meaning, of: () => '' };
	if (meaning === 'net' || meaning === 'vat' || meaning === 'gross')
		return { header, meaning, sum: (entry) => entry[meaning], of: (entry) => entry[meaning]?.text ?? '' };
	if (meaning === 'category') return { header, meaning, of: (entry) => categoryFor(entry) ?? '' };
	return { header, meaning, of: (entry) => entry[meaning] };
}

const usual = ['Date', 'Supplier', 'Description', 'Category'];

/** What is shown: the columns that the task names, or the usual ones; always with a category for each line. */
export function shownColumns(headers: readonly string[] | null, entries: readonly Entry[]): Column[] {
	const taxed = entries.some((entry) => entry.net || entry.vat);
	const columns = namedColumns(headers ?? [...usual, ...(taxed ? ['Net', 'VAT', 'Gross'] : ['Amount'])]);
	if (columns.some(({ meaning }) => meaning === 'category')) return columns;
	const at = columns.findIndex(({ sum }) => sum);
	return columns.toSpliced(at < 0 ? columns.length : at, 0, columnFor('Category', 'category'));
}

/** For a sheet whose columns nobody has named: most have one for the sum, which is the gross one. */
export function sheetColumns(headers: readonly string[] | null, entries: readonly Entry[]): Column[] {
	const taxed = entries.some((entry) => entry.vat);
	return namedColumns(headers ?? [...usual, 'Amount', ...(taxed ? ['VAT'] : [])]);
}

const namedColumns = (headers: readonly string[]) =>
	headers.map((header) => columnFor(header, meaningOf(header)));
