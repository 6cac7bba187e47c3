import type { Tx } from '#server/ports/db.ts';
import { holdApproved, type HoldDeps } from './hold-approved.ts';

/**
 * Approves proposed actions as they are because the agent's permission says so: nobody's decision, but held, bound
 * to hash and account, and on record like one. The caller holds the task's lock and moves the task on.
 */
export async function approveByRule(
	deps: HoldDeps,
	tx: Tx,
	workspaceId: string,
	ids: string[]
): Promise<void> {
	const approved = await holdApproved(deps, tx, { workspaceId, ids, decidedById: null });
	await tx.$executeRaw`
		insert into events (workspace_id, kind, task_id, agent_id, data)
		select workspace_id, 'action.approved', task_id, agent_id,
			jsonb_build_object('title', title, 'byRule', true, 'edited', false)
		from actions where workspace_id = ${workspaceId}::uuid and id = any(${approved}::uuid[])
		order by position`;
}
