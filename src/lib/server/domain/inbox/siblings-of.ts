import type { Action } from '#lib/schemas/action.ts';
import { ActionStatus } from '#lib/schemas/action.ts';
import type { InboxDetail } from '#lib/schemas/inbox.ts';
import type { Db } from '#server/ports/db.ts';
import { readBook } from '../address-book/read-book.ts';
import type { AddressBook } from '../address-book/target.ts';
import { kindOf } from '../action/registry.ts';

type Sibling = InboxDetail['siblings'][number];

/**
 * What the same run proposes, in order. Only a row is looked at among the others, so only then what they would write
 * is read: a run may propose fifty long mails.
 */
export async function siblingsOf(db: Db, workspaceId: string, action: Action): Promise<Sibling[]> {
	const rows = action.preview.shape === 'row' ? await rowsAround(db, workspaceId, action) : null;
	const all = await db.action.findMany({
		where: { workspaceId, taskId: action.taskId, runId: action.runId },
		orderBy: { position: 'asc' },
		select: { id: true, status: true }
	});
	return all.map(({ id, status }) => ({
		id,
		status: ActionStatus.parse(status),
		row: rows?.get(id) ?? null
	}));
}

async function rowsAround(
	db: Db,
	workspaceId: string,
	{ taskId, runId, kind }: Action
): Promise<Map<string, Sibling['row']>> {
	const book = await readBook(db, workspaceId);
	const found = await db.action.findMany({
		where: { workspaceId, taskId, runId, kind },
		select: { id: true, kind: true, payload: true }
	});
	return new Map(found.map((row) => [row.id, rowOf(row, book)]));
}

/** As much of a value as a cell beside the one that is read can show. */
const shownCharacters = 200;

function rowOf({ kind, payload }: { kind: string; payload: unknown }, book: AddressBook): Sibling['row'] {
	const preview = kindOf(kind).preview(kindOf(kind).payload.parse(payload), book);
	if (preview.shape !== 'row') return null;
	const { spreadsheet, tab, columns } = preview;
	return {
		spreadsheet,
		tab,
		columns: columns.map(({ header, value }) => ({ header, value: cut(value) }))
	};
}

function cut(value: string): string {
	return value.length <= shownCharacters ? value : `${value.slice(0, shownCharacters - 1)}…`;
}
