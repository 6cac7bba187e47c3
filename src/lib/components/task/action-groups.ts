import { numberWord } from '../../format.ts';
import type { Action, Preview } from '../../schemas/action.ts';
import type { InboxDetail } from '../../schemas/inbox.ts';

export type MailPreview = Extract<Preview, { shape: 'mail' }>;
export type RowPreview = Extract<Preview, { shape: 'row' }>;
export type FieldsPreview = Extract<Preview, { shape: 'fields' }>;

/** Rows for one tab with the same columns, shown as one table. */
export type SheetRows = {
	key: string;
	spreadsheet: string;
	url: string | null;
	tab: string;
	headers: string[];
	rows: { id: string; values: string[] }[];
	/** Each reason once. */
	why: string[];
};

type Shown<Shape> = { id: string; why: string; title: string; intent: string; preview: Shape };
type Groups = { mails: Shown<MailPreview>[]; sheets: SheetRows[]; others: Shown<FieldsPreview>[] };

/** Proposed actions as a person thinks of them: mails one by one, rows by their sheet, the rest for itself. */
export function groupActions(actions: readonly Action[]): Groups {
	const groups: Groups = { mails: [], sheets: [], others: [] };
	const sheets = new Map<string, SheetRows>();
	for (const { id, why, title, intent, preview } of actions) {
		if (preview.shape === 'mail') groups.mails.push({ id, why, title, intent, preview });
		else if (preview.shape === 'fields') groups.others.push({ id, why, title, intent, preview });
		else addRow(sheets, id, why, preview);
	}
	return { ...groups, sheets: [...sheets.values()] };
}

function addRow(sheets: Map<string, SheetRows>, id: string, why: string, row: RowPreview): void {
	const { spreadsheet, url, tab, columns } = row;
	const key = sheetKey(row);
	const headers = columns.map(({ header }) => header);
	const sheet = sheets.get(key) ?? { key, spreadsheet, url, tab, headers, rows: [], why: [] };
	sheet.rows.push({ id, values: columns.map(({ value }) => value) });
	if (why && !sheet.why.includes(why)) sheet.why.push(why);
	sheets.set(key, sheet);
}

function sheetKey({
	spreadsheet,
	tab,
	columns
}: Pick<RowPreview, 'spreadsheet' | 'tab' | 'columns'>): string {
	return JSON.stringify([spreadsheet, tab, columns.map(({ header }) => header)]);
}

/** One row among the others that the same run wants in the same place. */
export function sheetAround(
	action: { id: string; preview: RowPreview },
	all: InboxDetail['siblings']
): SheetRows {
	const key = sheetKey(action.preview);
	const { spreadsheet, url, tab } = action.preview;
	const headers = action.preview.columns.map(({ header }) => header);
	const dead: Action['status'][] = ['rejected', 'expired'];
	const near = all.filter(
		({ id, row, status }) =>
			id === action.id || (row !== null && sheetKey(row) === key && !dead.includes(status))
	);
	const own = { id: action.id, values: action.preview.columns.map(({ value }) => value) };
	const rows = near.map(({ id, row }) =>
		id === action.id ? own : { id, values: (row?.columns ?? []).map(({ value }) => value) }
	);
	return { key, spreadsheet, url, tab, headers, rows: rows.includes(own) ? rows : [own], why: [] };
}

/** `Nora wants to put a draft in your Gmail` */
export function mailHeadline(agent: string, count: number, waiting = true): string {
	const drafts = count === 1 ? 'a draft' : `${numberWord(count).toLowerCase()} drafts`;
	return `${agent} ${waiting ? 'wants' : 'wanted'} to put ${drafts} in your Gmail`;
}

/** `Ben wants to add five rows to a sheet` */
export function rowHeadline(agent: string, count: number, waiting = true): string {
	const rows = count === 1 ? 'a row' : `${numberWord(count).toLowerCase()} rows`;
	return `${agent} ${waiting ? 'wants' : 'wanted'} to add ${rows} to a sheet`;
}
