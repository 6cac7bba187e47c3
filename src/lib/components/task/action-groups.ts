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
