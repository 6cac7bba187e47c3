import { headingOf, meaningOf, meanings, type Meaning } from '../data/headings.ts';
import { isTotal, readLine, type Entry, type Found } from './entries.ts';
import { isDay, isSum, readBlocks, type Table } from './tables.ts';

export type Column = { header: string; meaning: Meaning | null };
export type Row = { cells: string[]; remarks: string[] };
/** The rows of a text as printed, the totals that it states, and the lines that are in no row. */
export type Ledger = { columns: Column[]; rows: Row[] } & Pick<Found, 'totals' | 'unread'>;

/** Every line comes out as a row, as a total, or as unread; orders and labels are none of them. */
export function readLedger(text: string): Ledger {
	const found: Found = { entries: [], totals: [], unread: [] };
	const tables: Table[] = [];
	for (const block of readBlocks(text)) {
		if (typeof block === 'string') readLine(block, found);
		else tables.push({ ...block, rows: block.rows.filter((cells) => !isTotalRow(cells, found)) });
	}
	const [table] = tables;
	const { entries, totals, unread } = found;
	if (table?.header && tables.length === 1 && entries.length === 0)
		return { ...asPrinted(table, table.header), totals, unread };
	return { ...byMeaning([...tables.flatMap(entriesOf), ...entries]), totals, unread };
}

function isTotalRow(cells: readonly string[], { totals }: Found): boolean {
	const total = isTotal(cells.find(Boolean) ?? '') && cells.some(isSum);
	if (total) totals.push(cells.filter(Boolean).join(' '));
	return total;
}

/** A table with a header keeps its columns; what has none is marked. */
function asPrinted({ rows }: Table, header: readonly string[]): { columns: Column[]; rows: Row[] } {
	const extra = (cells: readonly string[]) => cells.slice(header.length).filter(Boolean).join(', ');
	return {
		columns: header.map((name) => ({ header: name, meaning: meaningOf(name) })),
		rows: rows.map((cells) => ({
			cells: header.map((_name, at) => cells[at] ?? ''),
			remarks: extra(cells) ? [`more cells than columns: “${extra(cells)}”`] : []
		}))
	};
}

function entriesOf({ header, rows }: Table): Entry[] {
	const columns = header?.map(meaningOf) ?? guessed(rows);
	return rows.map((cells) => {
		const entry: Entry = {};
		for (const [at, cell] of cells.entries()) {
			const meaning = columns[at] ?? 'details';
			entry[meaning] = [entry[meaning], cell].filter(Boolean).join(', ');
		}
		return entry;
	});
}

/** Columns by what most of their cells are: a day, one sum or net, VAT and gross, and words in their order. */
function guessed(rows: readonly string[][]): Meaning[] {
	const most = (is: (cell: string) => boolean, at: number) =>
		rows.filter((row) => is(row[at] ?? '')).length * 2 > rows.length;
	const kinds = (rows[0] ?? []).map((_cell, at) =>
		most(isDay, at) ? 'day' : most(isSum, at) ? 'sum' : 'words'
	);
	const taxed = kinds.filter((kind) => kind === 'sum').length === 3;
	const next: Record<string, Meaning[]> = {
		sum: taxed ? ['net', 'vat', 'gross'] : ['gross'],
		words: ['supplier', 'details', 'category']
	};
	return kinds.map((kind) => (kind === 'day' ? 'date' : (next[kind]?.shift() ?? 'details')));
}

const always: readonly Meaning[] = ['date', 'supplier', 'details', 'category', 'gross'];

function byMeaning(entries: readonly Entry[]): { columns: Column[]; rows: Row[] } {
	const used = meanings.filter((each) => always.includes(each) || entries.some((entry) => entry[each]));
	const nameOf = (meaning: Meaning) =>
		meaning === 'gross' && used.includes('vat') ? 'Gross' : (headingOf.get(meaning) ?? '');
	return {
		columns: used.map((meaning) => ({ header: nameOf(meaning), meaning })),
		rows: entries.map((entry) => ({ cells: used.map((meaning) => entry[meaning] ?? ''), remarks: [] }))
	};
}
