import type { CreateTask } from '#lib/schemas/task.ts';
import { newId } from '#server/ids.ts';
import type { Jobs, Tx } from '#server/ports.ts';
import type { Actor } from '../actor.ts';
import { planTable } from '../run/plan-table.ts';
import { wakingRun } from '../run/wake-run.ts';

const places = planTable('concurrency');

/**
 * Task, first run and event, all in the caller's transaction, with a wake-up when the workspace has a free
 * place in the queue (else the run stands in line for one). Answers the task's id.
 */
export async function insertWorkTask(
	jobs: Jobs,
	tx: Tx,
	actor: Actor,
	input: CreateTask,
	taskId = newId()
): Promise<string> {
	const runId = newId();
	await tx.$queryRaw`
		with task as (
			insert into tasks (id, workspace_id, agent_id, created_by_id, type, title, instructions, material, status)
			values (${taskId}::uuid, ${actor.workspaceId}::uuid, ${input.agentId}::uuid, ${actor.userId}::uuid,
				'work', ${input.title}, ${input.instructions}, ${input.material ?? ''}, 'queued')
			returning workspace_id, id, agent_id, created_by_id
		), run as (
			insert into runs (id, workspace_id, task_id, number, cause, admitted)
			select ${runId}::uuid, task.workspace_id, task.id, 1, 'created', (
				select count(*) from runs busy
				where busy.workspace_id = w.id and busy.admitted and busy.status in ('queued', 'running')
			) < (${places}::jsonb ->> w.plan)::int and w.paused_at is null and a.status = 'active'
			from task join workspaces w on w.id = task.workspace_id
			join agents a on a.workspace_id = task.workspace_id and a.id = task.agent_id
			returning admitted
		), event as (
			insert into events (workspace_id, kind, task_id, agent_id, actor_id)
			select workspace_id, 'task.created', id, agent_id, created_by_id from task
		)
		select case when admitted then ${wakingRun(jobs, runId)} end from run`;
	return taskId;
}
