import { notFound } from '#server/errors.ts';
import type { Tx } from '#server/ports/db.ts';
import { readAction, type ActionRow } from './action-view.ts';
import { lockTask } from './move-task-on.ts';

/** An action that nobody else changes before the transaction ends; times are by the database's clock. */
export type LockedAction = ActionRow & {
	/** Its time for a decision has passed. */
	overdue: boolean;
	/** It may still be undone. */
	held: boolean;
};

/** Locks the task, then the action. Throws `not_found`. */
export async function lockAction(tx: Tx, workspaceId: string, id: string): Promise<LockedAction> {
	const wanted = await tx.action.findUnique({
		where: { workspaceId_id: { workspaceId, id } },
		select: { taskId: true }
	});
	if (!wanted) throw notFound('action');
	await lockTask(tx, workspaceId, wanted.taskId);
	const [times] = await tx.$queryRaw<[{ overdue: boolean; held: boolean }]>`
		select expires_at <= clock_timestamp() as overdue, coalesce(hold_until > clock_timestamp(), false) as held
		from actions where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for update`;
	const row = await readAction(tx, workspaceId, id);
	if (!row) throw notFound('action');
	return { ...row, ...times };
}
