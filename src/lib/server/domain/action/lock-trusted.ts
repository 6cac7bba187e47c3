import type { Tx } from '#server/ports.ts';

/**
 * A correction takes an agent's permission to work without asking back. Where there is one to take, the agent is held
 * before the task, as a send-back does it: of two people at one task, neither waits for the other for ever. `id` is a
 * task's or an action's.
 */
export async function lockTrusted(tx: Tx, workspaceId: string, id: string): Promise<void> {
	await tx.$queryRaw`
		with task as (
			select id from tasks where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid
			union all
			select task_id from actions where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid
		)
		select g.id from agents g
		where g.workspace_id = ${workspaceId}::uuid and exists (
			select 1 from actions a join task on task.id = a.task_id
			where a.workspace_id = g.workspace_id and a.agent_id = g.id and g.permissions ->> a.kind = 'auto'
		)
		for no key update`;
}
