import type { Tx } from '#server/ports/db.ts';
import { moveTaskOn } from './move-task-on.ts';

type Reopened = { id: string; workspaceId: string; taskId: string; runId: string };

/** Puts one locked action back before its reviewers, and its task with it. */
export async function reopenAction(tx: Tx, action: Reopened): Promise<void> {
	const { workspaceId, taskId } = action;
	await reopenActions(tx, workspaceId, [action]);
	await moveTaskOn(tx, workspaceId, taskId);
}

/**
 * Puts locked actions back before their reviewers, with a day left at least to decide: an approval was undone, lost
 * its ground, or a person wants to change it. Whoever held a lease writes nothing more. The approvals stay on record,
 * and the caller moves the tasks on.
 */
export async function reopenActions(
	tx: Tx,
	workspaceId: string,
	actions: Pick<Reopened, 'id' | 'runId'>[]
): Promise<void> {
	const ids = actions.map(({ id }) => id);
	await tx.$executeRaw`
		update actions set status = 'proposed', by_rule = false, approved_hash = null, decided_by_id = null,
			decided_at = null, hold_until = null, account_id = null, wait_reason = null, lease_owner = null,
			lease_epoch = lease_epoch + 1, expires_at = greatest(expires_at, now() + interval '1 day'),
			asked_at = now(), deaths = 0,
			effect_key = null, effect_at = null, prepared = null, error_code = null, error_message = null
		where workspace_id = ${workspaceId}::uuid and id = any(${ids}::uuid[])`;
	await tx.$executeRaw`
		update reviews set undone_at = now()
		where workspace_id = ${workspaceId}::uuid and undone_at is null
			and (action_id = any(${ids}::uuid[])
				or (action_id is null and run_id = any(${actions.map(({ runId }) => runId)}::uuid[])))`;
}
