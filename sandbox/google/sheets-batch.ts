import { randomInt } from 'node:crypto';
import type { Cell, DeveloperMetadata, Spreadsheet } from './state.ts';
import { invalid, unimplemented } from './errors.ts';
import { fits, overLimit } from './metadata.ts';
import { isRecord } from './operation.ts';

/** The kinds that Google has and the sandbox does not play. Others are unknown to both. */
const otherKinds = new Set(
	`addBanding addChart addConditionalFormatRule addDataSource addDimensionGroup addFilterView addNamedRange
	addProtectedRange addSheet addSlicer addTable appendDimension autoFill autoResizeDimensions clearBasicFilter copyPaste
	cutPaste deleteBanding deleteConditionalFormatRule deleteDataSource deleteDimension
	deleteDimensionGroup deleteDuplicates deleteEmbeddedObject deleteFilterView deleteNamedRange deleteProtectedRange
	deleteRange deleteSheet deleteTable duplicateFilterView duplicateSheet findReplace insertDimension insertRange
	mergeCells moveDimension pasteData randomizeRange refreshDataSource repeatCell setBasicFilter setDataValidation
	sortRange textToColumns trimWhitespace unmergeCells updateBanding updateBorders updateCells updateChartSpec
	updateConditionalFormatRule updateDataSource updateDeveloperMetadata updateDimensionGroup updateDimensionProperties
	updateEmbeddedObjectBorder updateEmbeddedObjectPosition updateFilterView updateNamedRange updateProtectedRange
	updateSheetProperties updateSlicerSpec updateSpreadsheetProperties updateTable`.split(/\s+/)
);

type Batch = { sheet: Spreadsheet; metadataCharacters: number | null };
type Handler = (batch: Batch, input: Record<string, unknown>, where: string) => unknown;

function checkNames(input: Record<string, unknown>, allowed: string[], where: string): void {
	const unknown = Object.keys(input).find((name) => !allowed.includes(name));
	if (unknown) {
		throw invalid(
			`Invalid JSON payload received. Unknown name "${unknown}" at '${where}': Cannot find field.`
		);
	}
}

function locationOf(sheet: Spreadsheet, location: unknown, refuse: (why: string) => never): object {
	if (!isRecord(location)) refuse('Must specify a location for the developer metadata.');
	if (location['spreadsheet'] === true) return { locationType: 'SPREADSHEET', spreadsheet: true };
	const sheetId = location['sheetId'];
	if (sheet.tabs.some((tab) => tab.sheetId === sheetId)) return { locationType: 'SHEET', sheetId };
	if (sheetId !== undefined) refuse(`No grid with id: ${String(sheetId)}`);
	throw unimplemented('The sandbox keeps developer metadata for spreadsheets and tabs only.');
}

function metadataIdOf(sheet: Spreadsheet, given: unknown, refuse: (why: string) => never): number {
	const id = given ?? randomInt(1, 2 ** 31 - 1);
	if (typeof id !== 'number' || !Number.isInteger(id) || id < 1 || id > 2 ** 31 - 1) {
		refuse('Developer metadata IDs must be positive.');
	}
	if (sheet.metadata.some(({ metadataId }) => metadataId === id)) {
		refuse(
			`Cannot add developer metadata with ID [${id}] because developer metadata with that ID already exists.`
		);
	}
	return id;
}

const createDeveloperMetadata: Handler = ({ sheet, metadataCharacters }, input, where) => {
	const refuse = (why: string): never => {
		throw invalid(`Invalid ${where}: ${why}`);
	};
	checkNames(input, ['developerMetadata'], where);
	const given = input['developerMetadata'];
	if (!isRecord(given)) return refuse('No developer metadata specified.');
	const names = ['metadataId', 'metadataKey', 'metadataValue', 'location', 'visibility'];
	checkNames(given, names, `${where}.developer_metadata`);
	const { metadataKey, visibility, metadataValue = '' } = given;
	if (typeof metadataKey !== 'string' || metadataKey === '') return refuse('Must specify a metadata key.');
	if (visibility !== 'DOCUMENT' && visibility !== 'PROJECT') return refuse('Must specify a visibility.');
	const metadata: DeveloperMetadata = {
		metadataId: metadataIdOf(sheet, given['metadataId'], refuse),
		metadataKey,
		metadataValue: String(metadataValue),
		visibility,
		location: { ...locationOf(sheet, given['location'], refuse) }
	};
	// In the words that Google has for too many cells; its own for this are not published.
	const most = overLimit(sheet, metadata, metadataCharacters);
	if (most !== null)
		refuse(`This action would increase the developer metadata above the limit of ${most} characters.`);
	sheet.metadata.push(metadata);
	return { createDeveloperMetadata: { developerMetadata: metadata } };
};

/** What the filter finds is gone; a filter that finds nothing is no error. */
const deleteDeveloperMetadata: Handler = ({ sheet }, input, where) => {
	checkNames(input, ['dataFilter'], where);
	const filter = input['dataFilter'];
	if (!isRecord(filter)) throw invalid(`Invalid ${where}: Must specify a data filter.`);
	const deleted = sheet.metadata.filter((one) => fits(one, filter['developerMetadataLookup']));
	sheet.metadata = sheet.metadata.filter((one) => !deleted.includes(one));
	return { deleteDeveloperMetadata: { deletedDeveloperMetadata: deleted } };
};

/** A stringValue stays text, whatever it begins with; a formula is kept and never worked out. */
function cellOf(data: unknown, where: string): Cell {
	const value = isRecord(data) ? data['userEnteredValue'] : undefined;
	if (!isRecord(value)) return { kind: 'string', text: '' };
	const names = ['stringValue', 'numberValue', 'boolValue', 'formulaValue'];
	checkNames(value, names, `${where}.user_entered_value`);
	if (typeof value['stringValue'] === 'string') return { kind: 'string', text: value['stringValue'] };
	if (typeof value['numberValue'] === 'number') return { kind: 'number', text: String(value['numberValue']) };
	if (typeof value['boolValue'] === 'boolean')
		return { kind: 'bool', text: String(value['boolValue']).toUpperCase() };
	if (typeof value['formulaValue'] === 'string') return { kind: 'formula', text: value['formulaValue'] };
	throw invalid(`Invalid value at '${where}.user_entered_value'`);
}

function cellsOf(row: unknown, where: string): Cell[] {
	const values = isRecord(row) ? (row['values'] ?? []) : [];
	if (!Array.isArray(values)) throw invalid(`Invalid value at '${where}.values'`);
	return values.map((value, index) => cellOf(value, `${where}.values[${index}]`));
}

const appendCells: Handler = ({ sheet }, input, where) => {
	checkNames(input, ['sheetId', 'rows', 'fields', 'tableId'], where);
	const { rows, fields } = input;
	const sheetId = input['sheetId'] ?? 0;
	const tab = sheet.tabs.find((one) => one.sheetId === sheetId);
	if (!tab) throw invalid(`Invalid ${where}: No grid with id: ${String(sheetId)}`);
	if (typeof fields !== 'string' || fields === '') {
		throw invalid(
			`Invalid ${where}: At least one field must be listed in 'fields'. (Use '*' to indicate all fields.)`
		);
	}
	if (!Array.isArray(rows)) return {};
	const keeps = /\*|userEnteredValue/.test(fields);
	while (tab.rows.at(-1)?.every(({ text }) => text === '')) tab.rows.pop();
	tab.rows.push(
		...rows.map((row, index) =>
			cellsOf(row, `${where}.rows[${index}]`).map((cell): Cell =>
				keeps ? cell : { kind: 'string', text: '' }
			)
		)
	);
	return {};
};

const handlers: Record<string, Handler> = {
	createDeveloperMetadata,
	deleteDeveloperMetadata,
	appendCells
};

function applyOne(batch: Batch, request: unknown, index: number): unknown {
	const kinds = isRecord(request) ? Object.keys(request) : [];
	const [kind] = kinds;
	if (!isRecord(request) || !kind) throw invalid(`Invalid requests[${index}]: No request set.`);
	const unknown = kinds.find((name) => !Object.hasOwn(handlers, name) && !otherKinds.has(name));
	if (unknown) checkNames({ [unknown]: null }, [], `requests[${index}]`);
	if (kinds.length > 1)
		throw invalid(`Invalid value at 'requests[${index}]' (oneof), oneof field 'kind' is already set.`);
	const handler = Object.hasOwn(handlers, kind) ? handlers[kind] : undefined;
	if (!handler) throw unimplemented(`The sandbox does not play ${kind}.`);
	const input = request[kind];
	return handler(batch, isRecord(input) ? input : {}, `requests[${index}].${kind}`);
}

/** Works on the given copy; throws at the first request that cannot be done. */
export function applyBatch(copy: Spreadsheet, body: unknown, metadataCharacters: number | null): unknown[] {
	if (!isRecord(body)) throw invalid('Must specify at least one request.');
	checkNames(
		body,
		['requests', 'includeSpreadsheetInResponse', 'responseRanges', 'responseIncludeGridData'],
		'update'
	);
	const { requests } = body;
	if (!Array.isArray(requests) || requests.length === 0) throw invalid('Must specify at least one request.');
	return requests.map((request, index) => applyOne({ sheet: copy, metadataCharacters }, request, index));
}

/** All texts that a batch would write into cells: where sentinels are looked for. */
export function textsOf(body: unknown): string[] {
	const requests = isRecord(body) && Array.isArray(body['requests']) ? (body['requests'] as unknown[]) : [];
	return requests.flatMap((request) => {
		const append = isRecord(request) ? request['appendCells'] : null;
		const rows = isRecord(append) && Array.isArray(append['rows']) ? (append['rows'] as unknown[]) : [];
		return rows.flatMap((row) => cellsOf(row, 'requests').map(({ text }) => text));
	});
}
