import type { Tx } from '#server/ports.ts';
import type { Actor } from '../actor.ts';

/** Cancels what an agent has not finished: it is leaving, and nobody else will do it. */
export async function cancelOpenTasks(tx: Tx, actor: Actor, agentId: string): Promise<void> {
	await tx.$executeRaw`
		with cancelled as (
			update tasks set status = 'cancelled', updated_at = now()
			where workspace_id = ${actor.workspaceId}::uuid and agent_id = ${agentId}::uuid
				and status in ('queued', 'in_progress')
			returning workspace_id, id, agent_id
		), stopped as (
			update runs r set status = 'cancelled', finished_at = now()
			from cancelled c
			where r.workspace_id = c.workspace_id and r.task_id = c.id and r.status in ('queued', 'running')
		)
		insert into events (workspace_id, kind, task_id, agent_id, actor_id)
		select workspace_id, 'task.cancelled', id, agent_id, ${actor.userId}::uuid from cancelled`;
}
