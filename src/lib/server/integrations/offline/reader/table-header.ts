import { readAmounts } from './amounts.ts';

/** What a column of a ledger holds. */
export type Meaning = 'date' | 'category' | 'supplier' | 'description' | 'net' | 'vat' | 'gross';

const meanings: [meaning: Meaning, words: RegExp][] = [
	['date', /date|\bday\b|datum/i],
	['category', /categor|account|\btype\b|kategorie/i],
	['supplier', /supplier|vendor|payee|shop|from|name|merchant|lieferant/i],
	['description', /description|what|item|purpose|text|for|note|details/i],
	['net', /\bnet|netto/i],
	['vat', /vat|tax|mwst|ust/i],
	['gross', /gross|total|amount|sum|brutto|price|cost/i]
];

export function meaningOf(header: string): Meaning | null {
	return meanings.find(([, words]) => words.test(header))?.[0] ?? null;
}

/** The cells of a table's line, `a | b | c`, or null. What stands before the first in the same line is an order. */
export function cellsOf(line: string): string[] | null {
	const mark = ['|', '\t', ';'].find((each) => line.split(each).length > (each === '|' ? 2 : 3));
	if (!mark) return null;
	const cells = line
		.trim()
		.replace(/^\||\|$/g, '')
		.split(mark)
		.map((cell) => cell.trim());
	const [first = '', ...rest] = cells;
	return cells.length > 2 ? [first.replace(/^.*[.:] (?=\p{L}+$)/u, ''), ...rest] : null;
}

export const isRule = (cells: readonly string[]) => cells.some((cell) => /^:?-+:?$/.test(cell));

const listed = [/\(([^()\n]{3,160})\)/, /\b(?:columns?|headers?|headings?)(?: are|:)? ([^.:;()\n]{3,160})/i];

/** The columns that a task asks for: `(Date, Vendor, Amount)`, `columns Date, Vendor and Amount`, a table's first line. */
export function headersOf(text: string): string[] | null {
	const table = text
		.split('\n')
		.map(cellsOf)
		.find((cells) => cells !== null && areHeaders(cells));
	const named = listed
		.map((pattern) =>
			(text.match(pattern)?.[1] ?? '').split(/, (?:and )?| and |\//).map((part) => part.trim())
		)
		.find(areHeaders);
	return named ?? table ?? null;
}

/** Three words or more of which nearly all name a column of a ledger, or two that both do. */
export function areHeaders(cells: readonly string[]): boolean {
	const known = cells.filter((cell) => meaningOf(cell) !== null && cell.length < 30);
	const plain = cells.every((cell) => cell !== '' && readAmounts(cell).length === 0 && !/\d/.test(cell));
	return plain && known.length > 1 && known.length >= cells.length - 1;
}
