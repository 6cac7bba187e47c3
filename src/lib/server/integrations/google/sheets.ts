import type { sheets_v4 } from 'googleapis/build/src/apis/sheets/index.js';
import { z } from 'zod';
import type { Google, SpreadsheetView } from '#server/ports/google.ts';
import type { Calls } from './calls.ts';
import type { Sdk } from './sdk.ts';

const Tab = z.object({ sheetId: z.int(), title: z.string(), sheetType: z.string().default('GRID') });
const Spreadsheet = z
	.object({
		spreadsheetId: z.string().min(1),
		spreadsheetUrl: z.string().min(1),
		properties: z.object({ title: z.string() }),
		sheets: z.array(z.object({ properties: Tab }))
	})
	.transform(({ spreadsheetId, spreadsheetUrl, properties, sheets }): SpreadsheetView => {
		// A tab that is one big chart has no rows to add to.
		const grids = sheets.map((sheet) => sheet.properties).filter(({ sheetType }) => sheetType === 'GRID');
		const tabs = grids.map(({ sheetId, title }) => ({ sheetId, title }));
		return { id: spreadsheetId, title: properties.title, url: spreadsheetUrl, tabs };
	});
const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Values = z.object({ values: z.array(z.array(Cell)).default([]) });
/** Empty cells and rows at the end are left out. */
const Grids = z.object({
	sheets: z
		.array(
			z.object({
				properties: z.object({ title: z.string() }),
				data: z
					.array(
						z.object({
							rowData: z
								.array(
									z.object({
										values: z.array(z.object({ formattedValue: z.string().default('') })).default([])
									})
								)
								.default([])
						})
					)
					.default([])
			})
		)
		.default([])
});
const Updated = z.object({ spreadsheetId: z.string().min(1) });
const Found = z.object({
	matchedDeveloperMetadata: z
		.array(
			z.object({
				developerMetadata: z.object({ metadataId: z.int(), metadataValue: z.string().default('') })
			})
		)
		.default([])
});

const spreadsheetFields =
	'spreadsheetId,spreadsheetUrl,properties.title,sheets.properties(sheetId,title,sheetType)';
/** Headings stand in one of so many rows; titles and remarks may be above them. */
const headingsWithin = 10;
const gridFields = 'sheets(properties.title,data.rowData.values.formattedValue)';
/** Short, for a spreadsheet keeps 30,000 characters of keys and values and no more. */
const metadataKey = 'af';

type SheetsMethods = Pick<
	Google,
	| 'spreadsheet'
	| 'topRows'
	| 'firstRows'
	| 'topRowsOf'
	| 'appendRow'
	| 'findMetadata'
	| 'forgetMetadata'
	| 'tabUrl'
>;
type Row = Parameters<Google['appendRow']>[1];

/**
 * Both or neither: Google carries a batch out whole. It refuses a metadata id that is there already, so a repeat adds no
 * second row; and `stringValue` is text for Google, whatever it begins with.
 */
function appendRequests({ sheetId, metadataId, metadataValue, cells }: Row): sheets_v4.Schema$Request[] {
	const developerMetadata = {
		metadataId,
		metadataKey,
		metadataValue,
		location: { spreadsheet: true },
		visibility: 'DOCUMENT'
	};
	const values = cells.map((cell) => ({
		userEnteredValue: typeof cell === 'number' ? { numberValue: cell } : { stringValue: cell }
	}));
	return [
		{ createDeveloperMetadata: { developerMetadata } },
		{ appendCells: { sheetId, rows: [{ values }], fields: 'userEnteredValue' } }
	];
}

const topOf = (tab: string, count = headingsWithin) => `'${tab.replaceAll("'", "''")}'!1:${count}`;

/** Spreadsheets of the connected person, addressed by id; tabs too, except where Google only takes a name. */
export function sheetsMethods(
	{ spreadsheets }: Pick<Sdk, 'spreadsheets'>,
	calls: Calls,
	pages: string
): SheetsMethods {
	const firstRows: Google['firstRows'] = async (accessToken, spreadsheetId, tab, count) => {
		const range = topOf(tab, count);
		const { values } = await calls.read({
			accessToken,
			answer: Values,
			send: async (options) => (await spreadsheets()).values.get({ spreadsheetId, range }, options)
		});
		return values.map((row) => row.map((cell) => String(cell ?? '')));
	};
	return {
		spreadsheet: async (accessToken, spreadsheetId) =>
			calls.read({
				accessToken,
				answer: Spreadsheet,
				send: async (options) =>
					(await spreadsheets()).get({ spreadsheetId, fields: spreadsheetFields }, options)
			}),
		topRows: (accessToken, spreadsheetId, tab) => firstRows(accessToken, spreadsheetId, tab, headingsWithin),
		firstRows,
		async topRowsOf(accessToken, spreadsheetId, tabs) {
			const ranges = tabs.map((tab) => topOf(tab));
			const { sheets } = await calls.read({
				accessToken,
				answer: Grids,
				send: async (options) =>
					(await spreadsheets()).get({ spreadsheetId, ranges, fields: gridFields }, options)
			});
			return tabs.map((tab) => {
				const grid = sheets.find(({ properties }) => properties.title === tab)?.data[0];
				return (grid?.rowData ?? []).map(({ values }) => values.map(({ formattedValue }) => formattedValue));
			});
		},
		async appendRow(accessToken, row) {
			const requestBody = { requests: appendRequests(row) };
			await calls.write({
				accessToken,
				answer: Updated,
				send: async (options) =>
					(await spreadsheets()).batchUpdate({ spreadsheetId: row.spreadsheetId, requestBody }, options)
			});
		},
		async findMetadata(accessToken, spreadsheetId, metadataId) {
			const requestBody = { dataFilters: [{ developerMetadataLookup: { metadataId } }] };
			// Searched for and not fetched: a 404 would mean either that the metadata or that the spreadsheet is gone.
			const found = await calls.read({
				accessToken,
				answer: Found,
				send: async (options) =>
					(await spreadsheets()).developerMetadata.search({ spreadsheetId, requestBody }, options)
			});
			const match = found.matchedDeveloperMetadata.find(
				(one) => one.developerMetadata.metadataId === metadataId
			);
			return match?.developerMetadata.metadataValue ?? null;
		},
		async forgetMetadata(accessToken, spreadsheetId, metadataIds) {
			const requests = metadataIds.map((metadataId) => ({
				deleteDeveloperMetadata: { dataFilter: { developerMetadataLookup: { metadataId } } }
			}));
			await calls.write({
				accessToken,
				answer: Updated,
				send: async (options) =>
					(await spreadsheets()).batchUpdate({ spreadsheetId, requestBody: { requests } }, options)
			});
		},
		tabUrl: (spreadsheetId, sheetId) =>
			`${pages}/spreadsheets/d/${encodeURIComponent(spreadsheetId)}/edit#gid=${sheetId}`
	};
}
