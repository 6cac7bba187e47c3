import type { Cell, Effect, Spreadsheet, Tab } from './state.ts';
import { cellsIn, columnsOf, parseRange, rangeName, rowsOf, type Range } from './a1.ts';
import { forbidden, invalid, notFound } from './errors.ts';
import { parseFields, wants } from './fields.ts';
import { fits } from './metadata.ts';
import { isRecord, type Call, type Operation, type Work } from './operation.ts';
import { applyBatch, textsOf } from './sheets-batch.ts';

const full = ['https://www.googleapis.com/auth/drive', 'https://www.googleapis.com/auth/drive.file'];
const writing = [...full, 'https://www.googleapis.com/auth/spreadsheets'];
const reading = [
	...writing,
	'https://www.googleapis.com/auth/drive.readonly',
	'https://www.googleapis.com/auth/spreadsheets.readonly'
];

/** Nobody but the owner may see a spreadsheet: sharing is not played. */
function findSheet({ state, account, params: [id] }: Call): Spreadsheet {
	const sheet = state.spreadsheets.find((one) => one.id === id);
	if (!sheet) throw notFound();
	if (sheet.owner !== account.email) throw forbidden('The caller does not have permission');
	return sheet;
}

function extendedValue({ kind, text }: Cell): object {
	if (kind === 'number') return { numberValue: Number(text) };
	if (kind === 'bool') return { boolValue: text === 'TRUE' };
	return kind === 'formula' ? { formulaValue: text } : { stringValue: text };
}

function cellView(cell: Cell): object {
	if (cell.text === '') return {};
	const value = extendedValue(cell);
	return { userEnteredValue: value, effectiveValue: value, formattedValue: cell.text };
}

function gridData(range: Range): object {
	return {
		...(range.fromRow > 0 ? { startRow: range.fromRow } : {}),
		...(range.fromColumn > 0 ? { startColumn: range.fromColumn } : {}),
		rowData: cellsIn(range).map((row) => ({ values: row.map(cellView) }))
	};
}

function tabView(tab: Tab, index: number, data: Range[] | null): object {
	const { sheetId, title } = tab;
	const gridProperties = { rowCount: rowsOf(tab), columnCount: columnsOf(tab) };
	return {
		properties: { sheetId, title, index, sheetType: 'GRID', gridProperties },
		...(data ? { data: data.map(gridData) } : {})
	};
}

function sheetView(sheet: Spreadsheet, base: string, ranges: Range[], withData: boolean): object {
	const tabs = sheet.tabs.filter((tab) => ranges.length === 0 || ranges.some((range) => range.tab === tab));
	return {
		spreadsheetId: sheet.id,
		properties: { title: sheet.title, locale: 'en_GB', autoRecalc: 'ON_CHANGE', timeZone: 'Europe/London' },
		sheets: tabs.map((tab) => {
			const own = ranges.filter((range) => range.tab === tab);
			const all = own.length > 0 ? own : [wholeOf(tab)];
			return tabView(tab, sheet.tabs.indexOf(tab), withData ? all : null);
		}),
		spreadsheetUrl: `${base}/spreadsheets/d/${sheet.id}/edit`,
		...(sheet.metadata.length > 0 ? { developerMetadata: sheet.metadata } : {})
	};
}

function wholeOf(tab: Tab): Range {
	return { tab, fromRow: 0, toRow: rowsOf(tab), fromColumn: 0, toColumn: columnsOf(tab) };
}

function getSpreadsheet(call: Call): unknown {
	const sheet = findSheet(call);
	const fields = call.query.get('fields');
	const mask = fields ? parseFields(fields) : null;
	// With a field mask, Google looks at the mask and not at includeGridData.
	const withData = mask ? wants(mask, 'sheets', 'data') : call.query.get('includeGridData') === 'true';
	const ranges = call.query.getAll('ranges').map((range) => parseRange(sheet, range));
	return sheetView(sheet, call.base, ranges, withData);
}

function transposed(rows: unknown[][]): unknown[][] {
	const width = Math.max(0, ...rows.map(({ length }) => length));
	return Array.from({ length: width }, (_, column) => rows.map((row) => row[column] ?? ''));
}

function getValues(call: Call): unknown {
	const sheet = findSheet(call);
	const range = parseRange(sheet, call.params[1] ?? '');
	const majorDimension = call.query.get('majorDimension') ?? 'ROWS';
	if (majorDimension !== 'ROWS' && majorDimension !== 'COLUMNS')
		throw invalid("Invalid value at 'major_dimension'");
	const raw = call.query.get('valueRenderOption') === 'UNFORMATTED_VALUE';
	const rows = cellsIn(range).map((row) =>
		row.map(({ kind, text }) => (raw && kind === 'number' ? Number(text) : text))
	);
	const values = majorDimension === 'ROWS' ? rows : transposed(rows);
	return { range: rangeName(range), majorDimension, ...(values.length > 0 ? { values } : {}) };
}

function rowEffects(email: string, before: Spreadsheet, after: Spreadsheet): Effect[] {
	const known = new Set(before.metadata.map(({ metadataId }) => metadataId));
	const metadataIds = after.metadata.map(({ metadataId }) => metadataId).filter((id) => !known.has(id));
	const at = new Date().toISOString();
	return after.tabs.flatMap((tab) => {
		const old = before.tabs.find(({ sheetId }) => sheetId === tab.sheetId)?.rows.length ?? 0;
		return tab.rows.slice(old).map((row): Effect => ({
			kind: 'row',
			at,
			email,
			spreadsheetId: after.id,
			sheetId: tab.sheetId,
			metadataIds,
			cells: row.map(({ text }) => text)
		}));
	});
}

/** All of the batch or nothing of it. */
function batchUpdate(call: Call): unknown {
	const sheet = findSheet(call);
	const copy = structuredClone(sheet);
	const replies = applyBatch(copy, call.body, call.state.switches.metadataCharacters);
	call.state.effects.push(...rowEffects(call.account.email, sheet, copy));
	Object.assign(sheet, copy);
	const wanted = isRecord(call.body) && call.body['includeSpreadsheetInResponse'] === true;
	const updatedSpreadsheet = wanted ? { updatedSpreadsheet: sheetView(sheet, call.base, [], false) } : {};
	return { spreadsheetId: sheet.id, replies, ...updatedSpreadsheet };
}

function getMetadata(call: Call): unknown {
	const id = Number(call.params[1]);
	const found = findSheet(call).metadata.find(({ metadataId }) => metadataId === id);
	if (!found) throw notFound(`No developer metadata with ID ${call.params[1]}`);
	return found;
}

function searchMetadata(call: Call): unknown {
	const sheet = findSheet(call);
	const filters = isRecord(call.body) ? call.body['dataFilters'] : undefined;
	if (!Array.isArray(filters) || filters.length === 0)
		throw invalid('Must specify at least one data filter.');
	const matched = sheet.metadata.flatMap((developerMetadata) => {
		const dataFilters = filters.filter(
			(filter) => isRecord(filter) && fits(developerMetadata, filter['developerMetadataLookup'])
		) as unknown[];
		return dataFilters.length > 0 ? [{ developerMetadata, dataFilters }] : [];
	});
	return matched.length > 0 ? { matchedDeveloperMetadata: matched } : {};
}

function reader(read: (call: Call) => unknown): (call: Call) => Work {
	return (call) => ({ texts: [], apply: () => read(call) });
}

const service = 'sheets';
const rpc = (name: string) => `google.apps.sheets.v4.SpreadsheetsService.${name}`;
const sheetPath = '/v4/spreadsheets/([^/:]+)';

export const sheetsOperations: Operation[] = [
	{
		id: 'sheets.spreadsheets.get',
		service,
		rpc: rpc('GetSpreadsheet'),
		method: 'GET',
		scopes: reading,
		path: new RegExp(`^${sheetPath}$`),
		prepare: reader(getSpreadsheet)
	},
	{
		id: 'sheets.spreadsheets.batchUpdate',
		service,
		rpc: rpc('BatchUpdateSpreadsheet'),
		method: 'POST',
		scopes: writing,
		path: new RegExp(`^${sheetPath}:batchUpdate$`),
		prepare: (call) => ({ texts: textsOf(call.body), apply: () => batchUpdate(call) })
	},
	{
		id: 'sheets.spreadsheets.values.get',
		service,
		rpc: rpc('GetValues'),
		method: 'GET',
		scopes: reading,
		path: new RegExp(`^${sheetPath}/values/([^/]+)$`),
		prepare: reader(getValues)
	},
	{
		id: 'sheets.spreadsheets.developerMetadata.get',
		service,
		rpc: rpc('GetDeveloperMetadata'),
		method: 'GET',
		scopes: writing,
		path: new RegExp(`^${sheetPath}/developerMetadata/(\\d+)$`),
		prepare: reader(getMetadata)
	},
	{
		id: 'sheets.spreadsheets.developerMetadata.search',
		service,
		rpc: rpc('SearchDeveloperMetadata'),
		method: 'POST',
		scopes: writing,
		path: new RegExp(`^${sheetPath}/developerMetadata:search$`),
		prepare: reader(searchMetadata)
	}
];
