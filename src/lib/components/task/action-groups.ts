import { numberWord } from '../../format.ts';
import type { Action } from '../../schemas/action.ts';

type Mail = Extract<Action, { kind: 'gmail.draftEmail' }>;
type Row = Extract<Action, { kind: 'sheets.appendRow' }>;

/** Rows for one tab with the same columns, shown as one table. */
export type SheetRows = {
	key: string;
	spreadsheet: string;
	tab: string;
	headers: string[];
	rows: { id: string; values: string[] }[];
	/** Each reason once. */
	why: string[];
};

/** Proposed actions as a person thinks of them: mails one by one, rows by their sheet. */
export function groupActions(actions: readonly Action[]): { mails: Mail[]; sheets: SheetRows[] } {
	const mails = actions.filter((action): action is Mail => action.kind === 'gmail.draftEmail');
	const rows = actions.filter((action): action is Row => action.kind === 'sheets.appendRow');
	const sheets = new Map<string, SheetRows>();
	for (const { id, payload, why } of rows) {
		const headers = payload.columns.map(({ header }) => header);
		const key = JSON.stringify([payload.spreadsheet, payload.tab, headers]);
		const sheet = sheets.get(key) ?? { ...payload, key, headers, rows: [], why: [] };
		sheet.rows.push({ id, values: payload.columns.map(({ value }) => value) });
		if (why && !sheet.why.includes(why)) sheet.why.push(why);
		sheets.set(key, sheet);
	}
	return { mails, sheets: [...sheets.values()] };
}

/** `Nora wants to put a draft in your Gmail` */
export function mailHeadline(agent: string, count: number): string {
	const drafts = count === 1 ? 'a draft' : `${numberWord(count).toLowerCase()} drafts`;
	return `${agent} wants to put ${drafts} in your Gmail`;
}

/** `Ben wants to add five rows to a sheet` */
export function rowHeadline(agent: string, count: number): string {
	const rows = count === 1 ? 'a row' : `${numberWord(count).toLowerCase()} rows`;
	return `${agent} wants to add ${rows} to a sheet`;
}
