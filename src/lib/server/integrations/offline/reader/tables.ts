import { meaningOf } from '../data/headings.ts';
import { findNumbers } from './amounts.ts';
import { findDays } from './dates.ts';

/** Lines that were columns. `header` is null when the first line is a row like the others. */
export type Table = { header: string[] | null; rows: string[][] };

const separators = ['|', '\t', ';', '  ', ', ', ','];

/** The cells of a line; a separator within quotes is text, a doubled quote is one. */
function cellsOf(line: string, separator: string): string[] {
	if (separator === '  ') return line.trim().replaceAll('   ', '  ').split('  ');
	const text = separator === '|' ? line.trim().replace(/^\||\|$/g, '') : line;
	if (!text.includes('"')) return text.split(separator).map((cell) => cell.trim());
	const parts = text.split('"').map((part, at) => (at % 2 ? part.replaceAll(separator, '\0') : part));
	const cells = parts.join('"').replaceAll('""', '\u0001').replaceAll('"', '').split(separator);
	return cells.map((cell) => cell.replaceAll('\0', separator).replaceAll('\u0001', '"').trim());
}

export const isDay = (cell: string) => cell !== '' && findDays(cell)[0]?.text.length === cell.length;
export const isSum = (cell: string) => cell !== '' && findNumbers(cell)[0]?.text === cell;
const isRule = (cells: readonly string[]) => cells.every((cell) => /^:?[-=]{1,200}:?$/.test(cell));

/** Two words or more, at least half of which name a column, and no day or sum among them. */
export function isHeader(cells: readonly string[]): boolean {
	const known = cells.filter((cell) => cell.length < 40 && meaningOf(cell) !== null).length;
	return known > 1 && known * 2 >= cells.length && !cells.some((cell) => isSum(cell) || isDay(cell));
}

/** What a text is made of: tables, whatever separates their columns, and the lines between them. */
export function readBlocks(text: string): (Table | string)[] {
	const lines = text.split('\n');
	const blocks: (Table | string)[] = [];
	for (let at = 0; at < lines.length;) {
		const found = tableAt(lines, at);
		if (found) blocks.push(found.table);
		else if (lines[at]?.trim()) blocks.push(lines[at] ?? '');
		at += found?.length ?? 1;
	}
	return blocks;
}

function tableAt(lines: readonly string[], at: number): { table: Table; length: number } | null {
	for (const separator of separators) {
		const first = withoutLead(cellsOf(lines[at] ?? '', separator));
		const header = isHeader(first);
		if (first.length < 2 || isRule(first) || !(header || isRow(first, separator))) continue;
		const rows = header ? [] : [first];
		let next = at + 1;
		for (; lines[next]?.trim(); next++) {
			const row = cellsOf(lines[next] ?? '', separator);
			if (row.length < 2 || (!header && separator.startsWith(',') && row.length !== first.length)) break;
			if (!isRule(row)) rows.push(row);
		}
		// One line alone is a table only where its marks say so.
		if (rows.length > 1 || (rows.length === 1 && (header || '|\t'.includes(separator))))
			return { table: { header: header ? first : null, rows }, length: next - at };
	}
	return null;
}

/** A row by its looks: a day or a sum fills a cell of its own, and between commas it takes both. */
function isRow(cells: readonly string[], separator: string): boolean {
	const [days, sums] = [cells.some(isDay), cells.some(isSum)];
	return cells.length > 2 && (separator.startsWith(',') ? days && sums : days || sums || separator === '|');
}

/** `Book these into our sheet. Date | Vendor`: what stands before the first cell is an order. */
function withoutLead([first = '', ...rest]: readonly string[]): string[] {
	const at = Math.max(first.lastIndexOf('. '), first.lastIndexOf(': '));
	return [at >= 0 && meaningOf(first.slice(at + 2)) ? first.slice(at + 2).trim() : first, ...rest];
}
