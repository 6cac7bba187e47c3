import { z } from 'zod';
import { AppendRow, type Receipt } from '#lib/schemas/action.ts';
import { failedBy } from '#server/errors.ts';
import type { GoogleClient } from '#server/ports/google.ts';
import { makeRoom } from './make-room.ts';
import type { Effect, EffectDeps, Finding, KindModule } from '../../kind.ts';
import {
	linkToSheet,
	namedSheets,
	nameOf,
	spreadsheetId
} from '../../../address-book/target-kinds/spreadsheet.ts';
import { sheetsAccount } from './sheets-account.ts';
import { readContents } from './read-contents.ts';
import { misfitsOf, withNumbers } from './fit-row.ts';
import { findPlace, markOf, type RowPlace } from './row-place.ts';

/** Whether a column holds numbers is its owner's to say. */
const Proposal = AppendRow.extend({
	columns: z
		.array(z.object({ header: z.string().max(200), value: z.string().max(5_000) }))
		.min(1)
		.max(100)
});

/** One row at the end of one tab of a Google Sheet, its columns found by header. Values stay text. */
export const sheetsAppendRow: KindModule<AppendRow, RowPlace, GoogleClient> = {
	kind: 'sheets.appendRow',
	label: 'Rows in your Google Sheets',
	noun: { one: 'row', many: 'rows' },
	needs: sheetsAccount,
	shape: 'row',
	snippetTravels: false,
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
	proposal: Proposal,
	guide: (book) => {
		const names = namedSheets(book)
			.map(({ label }) => `"${label}"`)
			.join(', ');
		return (
			'"sheets.appendRow": one new row at the end of one tab of a Google Sheet. ' +
			'Its payload is {"spreadsheet": address or id, "tab": name, or "" for the first one, "columns": [{"header": column name, "value": text}]}.' +
			(names ? ` These spreadsheets may also be named by their title: ${names}.` : '') +
			' Use the tabs and headings that are listed under SHEETS just as they are written there; where none fits, ask.'
		);
	},
	summary: ({ spreadsheet, tab, columns }, book) => ({
		title: `Row in ${nameOf(spreadsheet, book) ?? (tab || 'a sheet')}`,
		snippet: columns
			.map(({ value }) => value)
			.filter(Boolean)
			.slice(0, 4)
			.join(', '),
		intent: 'add a row to a sheet'
	}),
	note: ({ tab }, account) =>
		account
			? `One row is added at the end of ${tabInWords(tab)}, as ${account}. Nothing else changes.`
			: `One row is added at the end of ${tabInWords(tab)}. Nothing else changes.`,
	preview: ({ spreadsheet, tab, columns }, book) => ({
		shape: 'row',
		spreadsheet: nameOf(spreadsheet, book) ?? spreadsheet,
		url: linkToSheet(spreadsheet),
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
	contents: { of: 'spreadsheet', read: readContents, misfits: misfitsOf, settled: withNumbers },
	prepare: (deps, payload, effect) =>
		findPlace(deps.client, payload, effect, spreadsheetId(payload.spreadsheet, effect.book)),
	async dispatch(deps, _payload, effect) {
		const { spreadsheetId, sheetId, metadataId, cells } = effect.prepared;
		const row = { spreadsheetId, sheetId, metadataId, metadataValue: markOf(effect.key), cells };
		await deps.client.appendRow(row);
		return receiptOf(deps.client, effect.prepared);
	},
	reconcile: lookForRow,
	async mend(deps, error, { actionId, workspaceId, prepared: { spreadsheetId } }) {
		if (!failedBy('google', error) || error.code !== 'metadata_full') return false;
		return makeRoom(deps, { id: actionId, workspaceId, spreadsheetId });
	}
};

/** The mark comes and goes with the row, so whoever finds no mark can be certain. */
async function lookForRow(
	{ client }: EffectDeps<GoogleClient>,
	_payload: AppendRow,
	{ key, prepared }: Effect<RowPlace>
): Promise<Finding> {
	try {
		const mark = await client.findMetadata(prepared.spreadsheetId, prepared.metadataId);
		if (mark !== markOf(key)) return { outcome: 'absent' };
		return { outcome: 'found', receipt: receiptOf(client, prepared) };
	} catch (error) {
		if (!failedBy('google', error) || error.code !== 'not_found') throw error;
		const where = `“${prepared.spreadsheetTitle}”`;
		const message = `Google did not answer, and ${where} is no longer there to look in. Please look for the row.`;
		return { outcome: 'undecidable', message };
	}
}

const tabInWords = (tab: string) => (tab ? `the tab ${tab}` : 'the first tab');

function receiptOf(
	client: GoogleClient,
	{ spreadsheetId, sheetId, spreadsheetTitle, tab }: RowPlace
): Receipt {
	return {
		label: 'Open the sheet',
		url: client.tabUrl(spreadsheetId, sheetId),
		detail: `One row at the end of ${tab} in ${spreadsheetTitle}.`
	};
}
