import { createHash } from 'node:crypto';
import { placesOf, tabAt } from '#lib/headings.ts';
import type { AppendRow } from '#lib/schemas/action.ts';
import { failedBy } from '#server/errors.ts';
import type { JsonObject } from '#server/ports/db.ts';
import type { GoogleClient, SpreadsheetView } from '#server/ports/google.ts';
import { NeedsHuman, type Effect } from '../../kind.ts';
import { fitRow, noTab, type Misfit } from './fit-row.ts';

/** Where a row goes, as it was found just before: by ids, so that a later renaming changes nothing. */
export type RowPlace = JsonObject & {
	spreadsheetId: string;
	spreadsheetTitle: string;
	sheetId: number;
	tab: string;
	/** The mark that Google refuses to write twice. When it is gone again, `forgottenAt` is kept beside it. */
	metadataId: number;
	cells: (string | number)[];
};

type Row = Effect<RowPlace | null>;
const triesForMark = 8;

/** Looks at the spreadsheet, its tab and its headings; a person is asked when one of them is not there. */
export async function findPlace(
	client: GoogleClient,
	payload: AppendRow,
	effect: Row,
	spreadsheetId: string
): Promise<RowPlace> {
	const view = await openSpreadsheet(client, spreadsheetId, payload.spreadsheet);
	const tab = tabOf(payload, effect, view);
	const rows = await client.topRows(view.id, tab.title);
	return {
		spreadsheetId: view.id,
		spreadsheetTitle: view.title,
		sheetId: tab.sheetId,
		tab: tab.title,
		metadataId: await freeMark(client, effect, view.id),
		cells: cellsOf(payload, rows, tab.title)
	};
}

/** What is written beside the row: the action's id and the beginning of its hash, short, for Google keeps little. */
export function markOf(key: string): string {
	const [id = '', hash = ''] = key.split(/[.@]/);
	return Buffer.from(id.replaceAll('-', '') + hash.slice(0, 10), 'hex').toString('base64url');
}

/** `named` is what a person knows it by; an id says nothing to anybody. */
export async function openSpreadsheet(
	client: GoogleClient,
	spreadsheetId: string,
	named = ''
): Promise<SpreadsheetView> {
	try {
		return await client.spreadsheet(spreadsheetId);
	} catch (error) {
		if (!failedBy('google', error) || error.code !== 'not_found') throw error;
		throw new NeedsHuman(
			'spreadsheet_gone',
			`${client.account.email} finds no ${named ? `spreadsheet “${named}”` : 'such spreadsheet'}. It may be gone, or not be shared with this account.`
		);
	}
}

/** The tab that the first try found, whatever it is called by now; else the one of that name. */
function tabOf(payload: AppendRow, { prepared }: Row, view: SpreadsheetView) {
	const before =
		prepared?.spreadsheetId === view.id && view.tabs.find(({ sheetId }) => sheetId === prepared.sheetId);
	if (before) return before;
	const titles = view.tabs.map(({ title }) => title);
	const nth = tabAt(payload.tab, titles);
	const tab = nth === undefined ? undefined : view.tabs[nth];
	if (tab) return tab;
	throw asked(noTab(payload.tab, view.title, titles));
}

function cellsOf({ columns }: AppendRow, rows: string[][], tab: string): (string | number)[] {
	const fitted = fitRow(columns, headerIn(rows, columns), tab);
	if ('cells' in fitted) return fitted.cells;
	throw asked(fitted.misfits[0]);
}

const asked = (misfit: Misfit | undefined) => new NeedsHuman(misfit?.code ?? 'misfit', misfit?.message ?? '');

/** The row that names most of the columns; a sheet may begin with a title. Where none names any it is the first, if that says something. */
function headerIn(rows: string[][], columns: AppendRow['columns']): string[] {
	const names = (row: string[]) => columns.filter(({ header }) => placesOf(header, row).length > 0).length;
	const [best] = rows
		.map((row) => ({ row, found: names(row) }))
		.sort((one, other) => other.found - one.found);
	if (best && best.found > 0) return best.row;
	return rows[0] ?? [];
}

/** The same on every try, unless something else has taken the number: then the next one. */
async function freeMark(client: GoogleClient, { key }: Row, spreadsheetId: string): Promise<number> {
	const mark = markOf(key);
	for (let nth = 0; nth < triesForMark; nth++) {
		const metadataId = numberOf(mark, nth);
		const taken = await client.findMetadata(spreadsheetId, metadataId);
		if (taken === null || taken === mark) return metadataId;
	}
	throw new NeedsHuman(
		'no_mark',
		'This spreadsheet is full of hidden notes of other programs, so no row can be added.'
	);
}

/** Positive and of 31 bits, as Google wants it. */
function numberOf(mark: string, nth: number): number {
	const number = createHash('sha256').update(`${mark} ${nth}`).digest().readUInt32BE() >>> 1;
	return number || 1;
}
