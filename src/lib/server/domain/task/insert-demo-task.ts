import type { CreateTask } from '#lib/schemas/task.ts';
import { newId } from '#server/ids.ts';
import type { Tx } from '#server/ports.ts';
import type { Actor } from '../actor.ts';
import type { Claim } from '../run/claim-run.ts';

/** A task that is already in progress, its run leased to this process: the request itself does the work. */
export async function insertDemoTask(
	tx: Tx,
	actor: Actor,
	input: CreateTask,
	processId: string,
	taskId = newId()
): Promise<Claim> {
	const runId = newId();
	const { workspaceId } = actor;
	await tx.$executeRaw`
		with task as (
			insert into tasks (id, workspace_id, agent_id, created_by_id, type, title, instructions, material, status)
			values (${taskId}::uuid, ${workspaceId}::uuid, ${input.agentId}::uuid, ${actor.userId}::uuid,
				'demo', ${input.title}, ${input.instructions}, ${input.material ?? ''}, 'in_progress')
			returning workspace_id, id, agent_id, created_by_id
		), run as (
			insert into runs (id, workspace_id, task_id, number, cause, status, attempt, lease_epoch, lease_owner, started_at)
			select ${runId}::uuid, workspace_id, id, 1, 'created', 'running', 1, 1, ${processId}::uuid, now() from task
		)
		insert into events (workspace_id, kind, task_id, agent_id, actor_id)
		select workspace_id, 'task.created', id, agent_id, created_by_id from task`;
	return { runId, workspaceId, taskId, epoch: 1, attempt: 1, type: 'demo', hours: null };
}
