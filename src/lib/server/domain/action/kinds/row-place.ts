import { createHash } from 'node:crypto';
import type { AppendRow } from '#lib/schemas/action.ts';
import { GoogleError } from '#server/errors.ts';
import type { JsonObject, SpreadsheetView } from '#server/ports.ts';
import { NeedsHuman, type Effect, type EffectDeps } from '../kind.ts';

/** Where a row goes, as it was found just before: by ids, so that a later renaming changes nothing. */
export type RowPlace = JsonObject & {
	spreadsheetId: string;
	spreadsheetTitle: string;
	sheetId: number;
	tab: string;
	/** The mark that Google refuses to write twice. When it is gone again, `forgottenAt` is kept beside it. */
	metadataId: number;
	cells: string[];
};

type Row = Effect<RowPlace | null>;
const triesForMark = 8;

/** Looks at the spreadsheet, its tab and its header row; a person is asked when one of them is not there. */
export async function findPlace(
	deps: EffectDeps,
	payload: AppendRow,
	effect: Row,
	spreadsheetId: string
): Promise<RowPlace> {
	const view = await openSpreadsheet(deps, payload, effect, spreadsheetId);
	const tab = tabOf(payload, effect, view);
	const header = await deps.google.headerRow(effect.accessToken, view.id, tab.title);
	return {
		spreadsheetId: view.id,
		spreadsheetTitle: view.title,
		sheetId: tab.sheetId,
		tab: tab.title,
		metadataId: await freeMark(deps, effect, view.id),
		cells: cellsOf(payload, header, tab.title)
	};
}

/** What is written beside the row: the action's id and the beginning of its hash, short, for Google keeps little. */
export function markOf(key: string): string {
	const [id = '', hash = ''] = key.split(/[.@]/);
	return Buffer.from(id.replaceAll('-', '') + hash.slice(0, 10), 'hex').toString('base64url');
}

async function openSpreadsheet(
	deps: EffectDeps,
	{ spreadsheet }: AppendRow,
	{ accessToken, accountEmail }: Row,
	spreadsheetId: string
): Promise<SpreadsheetView> {
	try {
		return await deps.google.spreadsheet(accessToken, spreadsheetId);
	} catch (error) {
		if (!(error instanceof GoogleError) || error.code !== 'not_found') throw error;
		throw new NeedsHuman(
			'spreadsheet_gone',
			`${accountEmail} finds no spreadsheet “${spreadsheet}”. It may be gone, or not be shared with this account.`
		);
	}
}

/** The tab that the first try found, whatever it is called by now; else the one of that name, the first where none is named. */
function tabOf(payload: AppendRow, { prepared }: Row, view: SpreadsheetView) {
	const before =
		prepared?.spreadsheetId === view.id && view.tabs.find(({ sheetId }) => sheetId === prepared.sheetId);
	if (before) return before;
	const wanted = plain(payload.tab);
	const tab =
		(wanted === '' ? view.tabs[0] : undefined) ??
		view.tabs.find(({ title }) => title === payload.tab) ??
		view.tabs.find(({ title }) => plain(title) === wanted);
	if (tab) return tab;
	const there = view.tabs.map(({ title }) => title).join(', ');
	throw new NeedsHuman(
		'tab_gone',
		`The tab “${payload.tab}” is not in “${view.title}” any more. Its tabs are: ${there}.`
	);
}

function cellsOf({ columns }: AppendRow, header: string[], tab: string): string[] {
	if (header.every((name) => name.trim() === ''))
		throw new NeedsHuman(
			'header_gone',
			`The first row of the tab “${tab}” is empty, so no column has a name.`
		);
	const cells: string[] = [];
	const filled = new Set<number>();
	for (const column of columns) {
		const index = header.findIndex((name) => plain(name) === plain(column.header));
		if (index < 0 || filled.has(index)) throw noColumn(column.header, header, tab, index >= 0);
		filled.add(index);
		cells[index] = column.value;
	}
	return Array.from(cells, (value) => value ?? '');
}

function noColumn(wanted: string, header: string[], tab: string, twice: boolean): NeedsHuman {
	if (twice)
		return new NeedsHuman('column_twice', `The column “${wanted}” is filled in twice. Please keep one.`);
	const there = header.filter((name) => name.trim()).join(', ');
	return new NeedsHuman(
		'column_gone',
		`The tab “${tab}” has no column “${wanted}”. Its columns are: ${there}.`
	);
}

/** The same on every try, unless something else has taken the number: then the next one. */
async function freeMark(
	{ google }: EffectDeps,
	{ accessToken, key }: Row,
	spreadsheetId: string
): Promise<number> {
	const mark = markOf(key);
	for (let nth = 0; nth < triesForMark; nth++) {
		const metadataId = numberOf(mark, nth);
		const taken = await google.findMetadata(accessToken, spreadsheetId, metadataId);
		if (taken === null || taken === mark) return metadataId;
	}
	throw new NeedsHuman(
		'no_mark',
		'This spreadsheet is full of marks of other programs, so no row can be added.'
	);
}

/** Positive and of 31 bits, as Google wants it. */
function numberOf(mark: string, nth: number): number {
	const number = createHash('sha256').update(`${mark} ${nth}`).digest().readUInt32BE() >>> 1;
	return number || 1;
}

function plain(name: string): string {
	return name.trim().toLowerCase();
}
