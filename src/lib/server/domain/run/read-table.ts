import { CsvError, parse } from 'csv-parse/sync';
import { StepFailed } from './steps/step-failed.ts';

/** `left` are beyond what is read at once. */
export type Table = { rows: Record<string, string>[]; left: number };
/** How a column may be headed, by the name that steps know it by. */
export type Columns = Record<string, readonly string[]>;

/** The most rows that one step reads; a loop takes fewer. */
export const mostRowsRead = 1_000;
const delimiters = ['\t', ';', ',', '|'] as const;
const linesLookedAt = 20;

/** A table that was pasted: CSV, cells out of a spreadsheet, bars, or just a line for each. */
export function readPasted(text: string, columns: Columns = {}): Table {
	const delimiter = delimiterOf(text);
	return readCells(delimiter ? split(text, delimiter) : linesOf(text).map((line) => [line]), columns);
}

/** Cells as they stand in a sheet; the first row that is one of headings gives the names. */
export function readCells(cells: string[][], columns: Columns = {}): Table {
	const filled = cells
		.map((row) => row.map((cell) => cell.trim()))
		.filter((row) => row.some((cell) => cell !== ''));
	const [first = [], ...rest] = filled;
	const headed = first.length > 1 && isHeading(first);
	const widest = filled.reduce((most, row) => Math.max(most, row.length), 0);
	const names = headed ? named(first, columns, widest) : null;
	const rows = names
		? rest.map((row) => byName(names, first, row))
		: filled.map((row) => ({ line: row.join(', ') }));
	return { rows: rows.slice(0, mostRowsRead), left: Math.max(0, rows.length - mostRowsRead) };
}

/** What stands in most lines equally often; null when nothing does. */
function delimiterOf(text: string): string | null {
	const lines = linesOf(text).slice(0, linesLookedAt);
	const [head = ''] = lines;
	const agreeing = delimiters.filter((delimiter) => {
		const count = head.split(delimiter).length;
		const same = lines.filter((line) => line.split(delimiter).length >= count).length;
		return count > 1 && same * 2 > lines.length;
	});
	return isHeading(head.split(agreeing[0] ?? '\n').map((cell) => cell.trim())) ? (agreeing[0] ?? null) : null;
}

function linesOf(text: string): string[] {
	return text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
}

function split(text: string, delimiter: string): string[][] {
	const rows = parsed(text, delimiter);
	return delimiter === '|' ? rows.map(withoutFrame).filter((row) => !row.every(isRule)) : rows;
}

function parsed(text: string, delimiter: string): string[][] {
	try {
		return parse(text, {
			delimiter,
			bom: true,
			relax_quotes: true,
			relax_column_count: true,
			skip_empty_lines: true,
			trim: true
		});
	} catch (error) {
		if (error instanceof CsvError) throw new StepFailed(unreadable(error));
		throw error;
	}
}

function unreadable({ code, lines }: CsvError): string {
	return code === 'CSV_QUOTE_NOT_CLOSED'
		? 'A quotation mark in the table begins a cell and is never closed. Please close it or take it out.'
		: `Line ${String(lines)} of the table cannot be read. Please look at its quotation marks.`;
}

/** `| a | b |` has nothing before its first bar and after its last. */
function withoutFrame(row: string[]): string[] {
	return row.slice(row[0] === '' ? 1 : 0, row.at(-1) === '' ? -1 : undefined);
}

/** The line under a heading, as Markdown has it. */
function isRule(cell: string): boolean {
	return /^:?-+:?$/.test(cell);
}

/** Words and no figures: a heading says what there is, it does not have any. */
function isHeading(row: string[]): boolean {
	return (
		row.length > 1 &&
		row.filter((cell) => cell === '').length <= 1 &&
		!row.some((cell) => /\d[^a-z]*\d|@/i.test(cell))
	);
}

/** A name for each of as many columns as the widest row has: none hides another, and none is left out. */
function named(headings: string[], columns: Columns, widest: number): string[] {
	const plain = headings.map((heading) => heading.toLowerCase());
	const known = new Map<number, string>();
	for (const [name, headed] of Object.entries(columns)) {
		const at = headed.map((one) => plain.indexOf(one)).find((index) => index >= 0 && !known.has(index));
		if (at !== undefined) known.set(at, name);
	}
	if (known.size === 0 && Object.keys(columns).length > 0) throw new StepFailed(missing(columns, headings));
	const taken = new Set(known.values());
	return Array.from({ length: widest }, (_, at) => known.get(at) ?? ownName(headings[at] ?? '', at, taken));
}

/** `Amount`, `Amount (2)` where there is one already, `column 5` where there is no heading. */
function ownName(heading: string, at: number, taken: Set<string>): string {
	const first = heading || `column ${at + 1}`;
	const name = taken.has(first) ? `${first} (${at + 1})` : first;
	taken.add(name);
	return name;
}

function missing(columns: Columns, headings: string[]): string {
	const wanted = Object.values(columns).map(([heading = '']) => heading);
	return `None of the columns that are needed is there (${wanted.join(', ')}). The table has: ${headings.filter(Boolean).join(', ').slice(0, 500)}.`;
}

/** A column without a heading is only there in the rows that have something in it. */
function byName(names: string[], headings: string[], row: string[]): Record<string, string> {
	const cells = names.map((name, at) => [name, row[at] ?? ''] as const);
	return Object.fromEntries(cells.filter(([, cell], at) => cell !== '' || Boolean(headings[at])));
}
