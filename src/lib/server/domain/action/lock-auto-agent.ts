import type { Tx } from '#server/ports/db.ts';

/**
 * A correction takes an agent's permission to work without asking back, and an undo of it gives it again. Where there is
 * one to take or to give, the agent is held
 * before the task, as a send-back does it: of two people at one task, neither waits for the other for ever. `id` is a
 * task's or an action's.
 */
export async function lockAutoAgent(tx: Tx, workspaceId: string, id: string): Promise<void> {
	await tx.$queryRaw`
		with task as (
			select id from tasks where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid
			union all
			select task_id from actions where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid
		)
		select g.id from agents g
		where g.workspace_id = ${workspaceId}::uuid and exists (
			select 1 from actions a join task on task.id = a.task_id
			where a.workspace_id = g.workspace_id and a.agent_id = g.id and (g.permissions ->> a.kind = 'auto' or exists (
				select 1 from agent_trust t
				where t.workspace_id = g.workspace_id and t.agent_id = g.id and t.taken_by = a.id
			))
		)
		for no key update`;
}
