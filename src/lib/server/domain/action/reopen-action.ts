import type { Tx } from '#server/ports.ts';
import { moveTaskOn } from './move-task-on.ts';

type Reopened = { id: string; workspaceId: string; taskId: string; runId: string };

/**
 * Puts a locked action back before its reviewers, with a day left at least to decide: the approval was undone, lost
 * its ground, or a person wants to change it. Whoever held its lease writes nothing more. The approval stays on record.
 */
export async function reopenAction(tx: Tx, { id, workspaceId, taskId, runId }: Reopened): Promise<void> {
	await tx.$executeRaw`
		update actions set status = 'proposed', by_rule = false, approved_hash = null, decided_by_id = null,
			decided_at = null, hold_until = null, account_id = null, wait_reason = null, lease_owner = null,
			lease_epoch = lease_epoch + 1, expires_at = greatest(expires_at, now() + interval '1 day'), deaths = 0,
			effect_key = null, effect_at = null, prepared = null, error_code = null, error_message = null
		where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`;
	await tx.$executeRaw`
		update reviews set undone_at = now()
		where workspace_id = ${workspaceId}::uuid and undone_at is null
			and (action_id = ${id}::uuid or (action_id is null and run_id = ${runId}::uuid))`;
	await moveTaskOn(tx, workspaceId, taskId);
}
