import { SheetInput, type InputField } from '#lib/schemas/workflow-input.ts';
import type { Definition, Trigger } from '#lib/schemas/workflow-template.ts';
import { DomainError, failedBy } from '#server/errors.ts';
import { readBook } from '../address-book/read-book.ts';
import { spreadsheetId } from '../address-book/target-kinds/spreadsheet.ts';
import type { AccessTokenDeps } from '../connection/access-token.ts';
import { NoConnection } from '../connection/no-connection.ts';
import { StepFailed } from '../run/steps/step-failed.ts';
import { cellsOf } from '../task/read-source.ts';
import { seededCursor, type RowCursor } from './row-cursor.ts';
import { readSheetRows, type SheetRow } from './sheet-rows.ts';

export type RowTrigger = Extract<Trigger, { kind: 'row' }>;
export type ReadRowsDeps = AccessTokenDeps;

/** A tab with more rows is too long to be looked through again and again. */
export const mostRowsWatched = 10_000;
const tooLong = `The tab has more than ${mostRowsWatched.toLocaleString('en')} rows, which is more than can be watched. Please let new rows go to a new tab.`;

/** The rows of the tab that is watched. Throws as `cellsOf`, and StepFailed where they cannot be used. */
export async function readRows(
	deps: ReadRowsDeps,
	workspaceId: string,
	trigger: RowTrigger,
	fields: readonly InputField[]
): Promise<SheetRow[]> {
	const cells = await cellsOf(deps, { workspaceId }, trigger, mostRowsWatched + 2);
	const { rows, problem } = readSheetRows(cells, fields);
	if (problem !== null) throw new StepFailed(problem);
	if (rows.length > mostRowsWatched) throw new StepFailed(tooLong);
	return rows;
}

/** What is there when it is switched on has been seen. Throws `invalid_input` with why the sheet cannot be watched. */
export async function seedRows(
	deps: ReadRowsDeps,
	workspaceId: string,
	trigger: RowTrigger,
	workflow: { definition: Definition; inputs: Record<string, unknown> }
): Promise<RowCursor> {
	await refuseOwnTab(deps, workspaceId, trigger, workflow);
	const rows = await askedByPerson(() => readRows(deps, workspaceId, trigger, workflow.definition.fields));
	return seededCursor(rows.map(({ print }) => print));
}

/** A sentence for somebody who waits for it, whatever is the matter. Throws `invalid_input`. */
export async function askedByPerson<T>(read: () => Promise<T>): Promise<T> {
	try {
		return await read();
	} catch (error) {
		throw refused(problemIn(error) ?? passingProblem(error));
	}
}

/** What stays wrong until a person does something about the sheet; null for what may pass. */
export function problemIn(error: unknown): string | null {
	return error instanceof StepFailed ? error.message : null;
}

/** What passes by itself, or with a new connection. Throws the error where it is neither. */
export function passingProblem(error: unknown): string {
	if (error instanceof NoConnection) return `The sheet cannot be looked at: ${error.message}`;
	if (failedBy('google', error)) return `Google could not be asked for the sheet: ${error.message}`;
	throw error;
}

/** Its own rows would start it again, and those again. Throws `invalid_input`. */
export async function refuseOwnTab(
	{ db }: ReadRowsDeps,
	workspaceId: string,
	trigger: RowTrigger,
	{ definition, inputs }: { definition: Definition; inputs: Record<string, unknown> }
): Promise<void> {
	const book = await readBook(db, workspaceId);
	const watched = spreadsheetId(trigger.spreadsheet, book);
	const written = definition.inputs
		.filter(({ kind }) => kind === 'sheet')
		.flatMap(({ key }) => SheetInput.safeParse(inputs[key]).data ?? []);
	const isOwn = written.some(
		({ spreadsheet, tab }) =>
			spreadsheetId(spreadsheet, book) === watched && (!tab || !trigger.tab || tab === trigger.tab)
	);
	if (isOwn)
		throw refused('It adds rows to this very tab, and each would start it again. Please watch another tab.');
}

function refused(message: string): DomainError {
	return new DomainError('invalid_input', message, { fields: { trigger: message } });
}
