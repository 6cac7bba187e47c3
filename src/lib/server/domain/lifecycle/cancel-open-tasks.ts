import type { Tx } from '#server/ports/db.ts';
import type { Actor } from '../access/actor.ts';
import { byColumns } from '../event/record-event.ts';

/** Cancels what an agent has not finished and switches off what comes round: it is leaving, and nobody else will do it. */
export async function cancelOpenTasks(tx: Tx, actor: Actor, agentId: string): Promise<void> {
	const { actorId, apiKeyId } = byColumns(actor.by);
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
		insert into events (workspace_id, kind, task_id, agent_id, actor_id, api_key_id)
		select workspace_id, 'task.cancelled', id, agent_id, ${actorId}::uuid, ${apiKeyId}::uuid from cancelled`;
	await tx.$executeRaw`
		with off as (
			update workflows set enabled = false, pause_code = null, pause_reason = null, next_fire_at = null, updated_at = now()
			where workspace_id = ${actor.workspaceId}::uuid and agent_id = ${agentId}::uuid and enabled
			returning workspace_id, id, agent_id, name
		), dropped as (
			update fires f set outcome = 'skipped', reason = 'Its agent was archived.', payload = null
			from off where f.workspace_id = off.workspace_id and f.workflow_id = off.id and f.outcome = 'held'
		)
		insert into events (workspace_id, kind, agent_id, actor_id, api_key_id, data)
		select workspace_id, 'workflow.disabled', agent_id, ${actorId}::uuid, ${apiKeyId}::uuid,
			jsonb_build_object('name', name)
		from off`;
}
