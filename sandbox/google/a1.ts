import type { Cell, Spreadsheet, Tab } from './state.ts';
import { invalid } from './errors.ts';

/** Zero-based, ends exclusive. */
export type Range = { tab: Tab; fromRow: number; toRow: number; fromColumn: number; toColumn: number };

/** What a new grid of Google’s has: A to Z, a thousand rows. */
export const gridColumns = 26;
export const gridRows = 1_000;

export function columnName(index: number): string {
	const letter = String.fromCharCode(65 + (index % 26));
	return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

function columnIndex(letters: string): number {
	return [...letters.toUpperCase()].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

export function columnsOf({ rows }: Tab): number {
	return Math.max(gridColumns, ...rows.map(({ length }) => length));
}

export function rowsOf({ rows }: Tab): number {
	return Math.max(gridRows, rows.length);
}

function whole(tab: Tab): Range {
	return { tab, fromRow: 0, toRow: rowsOf(tab), fromColumn: 0, toColumn: columnsOf(tab) };
}

/** `1:1`, `A:C`, `A1`, `A1:C9` and `A2:C`. */
function cellsOf(tab: Tab, text: string): Range | null {
	const parts = /^([A-Z]*)(\d*)(?::([A-Z]*)(\d*))?$/i.exec(text);
	if (!parts || text === '') return null;
	const [, column1 = '', row1 = '', column2, row2] = parts;
	const single = column2 === undefined;
	if (single && (column1 === '' || row1 === '')) return null;
	const all = whole(tab);
	const lastColumn = single ? column1 : column2;
	const lastRow = single ? row1 : (row2 ?? '');
	return {
		tab,
		fromRow: row1 === '' ? 0 : Number(row1) - 1,
		toRow: lastRow === '' ? all.toRow : Number(lastRow),
		fromColumn: column1 === '' ? 0 : columnIndex(column1),
		toColumn: lastColumn === '' ? all.toColumn : columnIndex(lastColumn) + 1
	};
}

function tabNamed(sheet: Spreadsheet, name: string): Tab | undefined {
	const plain = /^'.*'$/s.test(name) ? name.slice(1, -1).replaceAll("''", "'") : name;
	return sheet.tabs.find(({ title }) => title.toLowerCase() === plain.toLowerCase());
}

/** Reads A1 notation in this spreadsheet. Throws the 400 that Google gives for a tab that is not there. */
export function parseRange(sheet: Spreadsheet, text: string): Range {
	const mark = text.lastIndexOf('!');
	const named = mark < 0 ? undefined : tabNamed(sheet, text.slice(0, mark));
	const alone = mark < 0 ? tabNamed(sheet, text) : undefined;
	const [first] = sheet.tabs;
	const range =
		mark < 0
			? alone
				? whole(alone)
				: first && cellsOf(first, text)
			: named && cellsOf(named, text.slice(mark + 1));
	if (!range) throw invalid(`Unable to parse range: ${text}`);
	return range;
}

/** The range as Google writes it back. */
export function rangeName({ tab, fromRow, toRow, fromColumn, toColumn }: Range): string {
	const title = /^\w+$/.test(tab.title) ? tab.title : `'${tab.title.replaceAll("'", "''")}'`;
	const from = `${columnName(fromColumn)}${fromRow + 1}`;
	const to = `${columnName(toColumn - 1)}${toRow}`;
	return `${title}!${from}${from === to ? '' : `:${to}`}`;
}

/** The cells of a range without empty rows and cells at the end. */
export function cellsIn({ tab, fromRow, toRow, fromColumn, toColumn }: Range): Cell[][] {
	const rows = tab.rows.slice(fromRow, toRow).map((row) => {
		const cells = row.slice(fromColumn, toColumn);
		while (cells.length > 0 && cells.at(-1)?.text === '') cells.pop();
		return cells;
	});
	while (rows.length > 0 && rows.at(-1)?.length === 0) rows.pop();
	return rows;
}
