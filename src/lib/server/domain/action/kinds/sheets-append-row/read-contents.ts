import { asRead } from '#lib/headings.ts';
import type { Contents } from '#lib/schemas/outline.ts';
import type { GoogleClient } from '#server/ports/google.ts';
import { openSpreadsheet } from './row-place.ts';

const mostTabs = 30;
const mostHeadings = 100;

/** The tabs of a spreadsheet and the headings in each. Nothing of what stands below them is kept. */
export async function readContents(client: GoogleClient, spreadsheetId: string): Promise<Contents> {
	const view = await openSpreadsheet(client, spreadsheetId);
	const titles = view.tabs.slice(0, mostTabs).map(({ title }) => title);
	const tops = titles.length > 0 ? await client.topRowsOf(view.id, titles) : [];
	const tabs = titles.map((title, nth) => ({ title, headings: headingsIn(tops[nth] ?? []) }));
	return { title: view.title, tabs };
}

/**
 * The row that names the columns, mostly the first: not a title above it, which has few cells, and not the data below,
 * which have amounts and days.
 */
export function headingsIn(rows: string[][]): string[] {
	const filled = rows.map((row) => row.filter((cell) => asRead(cell) !== ''));
	const widest = Math.max(0, ...filled.map(({ length }) => length));
	const wide = filled.map(({ length }) => length > 0 && length * 2 >= widest);
	const names = filled.findIndex((cells, nth) => wide[nth] && !cells.some(isValue));
	const row = rows[names >= 0 ? names : wide.indexOf(true)] ?? [];
	return row.slice(0, mostHeadings).map((cell) => cell.slice(0, 200));
}

const isValue = (cell: string) => /^[\d\s.,:/€$£%()+−-]+$/.test(cell) || cell.includes('@');
