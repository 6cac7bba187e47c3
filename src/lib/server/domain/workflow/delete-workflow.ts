import type { Db } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { findWorkflow } from './get-workflow.ts';
import { dropHeld, lockWorkflow } from './update-workflow.ts';

/** Takes it away for good; its runs stay. Throws `not_found`. */
export async function deleteWorkflow(deps: { db: Db }, actor: Actor, id: string): Promise<void> {
	authorise(actor, 'manage workflows');
	const { workspaceId } = actor;
	await deps.db.$transaction(async (tx) => {
		await lockWorkflow(tx, actor, id);
		const { agentId, name } = await findWorkflow(tx, actor, id);
		await tx.$executeRaw`
			update workflows set deleted_at = now(), enabled = false, next_fire_at = null, updated_at = now()
			where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`;
		await dropHeld(tx, actor, id, 'The workflow was deleted.');
		await recordEvent(tx, { workspaceId, kind: 'workflow.deleted', agentId, by: actor.by, data: { name } });
	});
}
