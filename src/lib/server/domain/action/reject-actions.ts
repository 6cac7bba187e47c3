import type { Tx } from '#server/ports/db.ts';
import { userIdOf, type Actor } from '../access/actor.ts';

/** Rejects what a locked task still proposes: one action, or all. */
export async function rejectActions(
	tx: Tx,
	actor: Actor,
	{ taskId, id }: { taskId: string; id?: string }
): Promise<void> {
	await tx.$executeRaw`
		update actions set status = 'rejected', decided_by_id = ${userIdOf(actor)}::uuid, decided_at = clock_timestamp(),
			snoozed_until = null
		where workspace_id = ${actor.workspaceId}::uuid and task_id = ${taskId}::uuid and status = 'proposed'
			and (${id ?? null}::uuid is null or id = ${id ?? null}::uuid)`;
}
