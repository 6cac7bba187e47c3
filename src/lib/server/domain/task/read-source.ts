import type { Brief } from '#lib/schemas/brief.ts';
import type { StepOf } from '#lib/schemas/run-plan.ts';
import { TableInput, type SheetInput } from '#lib/schemas/workflow-input.ts';
import { failedBy, type VendorError } from '#server/errors.ts';
import { accessToken, type AccessTokenDeps } from '../connection/access-token.ts';
import { NoConnection } from '../connection/no-connection.ts';
import { spreadsheetId } from '../address-book/target-kinds/spreadsheet.ts';
import { readBook } from '../address-book/read-book.ts';
import type { Claim } from '../run/claim-run.ts';
import { mostRowsRead, readCells, readPasted, type Columns, type Table } from '../run/read-table.ts';
import { StepFailed } from '../run/steps/step-failed.ts';
import { valueAt, type Scope } from '../run/steps/scope.ts';

type Place = Pick<Claim, 'workspaceId'>;

/** The table that a step reads: the material's lines, what was pasted, or a tab of a sheet. Throws StepFailed. */
export async function readSource(
	deps: AccessTokenDeps,
	place: Place,
	{ source, columns = {} }: StepOf<'read'>,
	scope: Scope,
	{ task }: Brief
): Promise<unknown> {
	const value = valueAt(scope, source);
	if (value === undefined && source === 'material') return linesOf(task.material);
	const table = TableInput.safeParse(value);
	if (!table.success) throw new StepFailed(`There is nothing called “${source}” to look things up in.`);
	return 'text' in table.data
		? readPasted(table.data.text, columns)
		: readSheet(deps, place, table.data, columns);
}

function linesOf(material: string): { line: string }[] {
	const lines = material.split('\n').map((line) => line.trim());
	return lines.filter((line) => line !== '').map((line) => ({ line }));
}

async function readSheet(
	deps: AccessTokenDeps,
	place: Place,
	sheet: SheetInput,
	columns: Columns
): Promise<Table> {
	try {
		// Headings and one row more than is read, to see that there is more.
		return readCells(await cellsOf(deps, place, sheet, mostRowsRead + 2), columns);
	} catch (error) {
		if (error instanceof NoConnection) throw new StepFailed(`The sheet cannot be read: ${error.message}`);
		throw error;
	}
}

/**
 * The first rows of the tab of that name, of the first one where none is named. Throws StepFailed for what stays wrong
 * until a person does something, NoConnection, and VendorError for what passes.
 */
export async function cellsOf(
	deps: AccessTokenDeps,
	place: Place,
	sheet: SheetInput,
	most: number
): Promise<string[][]> {
	try {
		return await firstCells(deps, place, sheet, most);
	} catch (error) {
		if (failedBy('google', error) && !mayPass(error)) throw new StepFailed(inWords(error, sheet));
		throw error;
	}
}

async function firstCells(
	deps: AccessTokenDeps,
	{ workspaceId }: Place,
	sheet: SheetInput,
	most: number
): Promise<string[][]> {
	const { google, token } = await accessToken(deps, { workspaceId, ability: 'sheets' });
	const id = spreadsheetId(sheet.spreadsheet, await readBook(deps.db, workspaceId));
	const { tabs, title } = await google.spreadsheet(token, id);
	const tab = sheet.tab ? tabs.find((one) => one.title === sheet.tab) : tabs[0];
	if (!tab) throw new StepFailed(`“${title}” has no tab “${sheet.tab}” any more. It has: ${namesOf(tabs)}.`);
	return google.firstRows(token, id, tab.title, most);
}

function namesOf(tabs: { title: string }[]): string {
	return tabs
		.slice(0, 20)
		.map(({ title }) => title)
		.join(', ');
}

function mayPass({ code }: VendorError<'google'>): boolean {
	return code === 'rate_limited' || code === 'unavailable' || code === 'lost';
}

function inWords({ code, message }: VendorError<'google'>, { spreadsheet }: SheetInput): string {
	return code === 'not_found'
		? `Google does not know the spreadsheet “${spreadsheet.slice(0, 100)}”, or this account may not read it.`
		: `The sheet cannot be read: ${message}`;
}
