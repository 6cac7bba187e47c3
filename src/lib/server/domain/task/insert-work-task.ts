import type { CreateTask } from '#lib/schemas/task.ts';
import { newId } from '#server/ids.ts';
import type { Jobs, Tx } from '#server/ports.ts';
import type { Actor } from '../actor.ts';
import { wakeRun } from '../run/wake-run.ts';

/** Task, first run, event and wake-up, all in the caller's transaction. Answers the task's id. */
export async function insertWorkTask(
	jobs: Jobs,
	tx: Tx,
	actor: Actor,
	input: CreateTask,
	taskId = newId()
): Promise<string> {
	const runId = newId();
	await tx.$executeRaw`
		with task as (
			insert into tasks (id, workspace_id, agent_id, created_by_id, type, title, instructions, status)
			values (${taskId}::uuid, ${actor.workspaceId}::uuid, ${input.agentId}::uuid, ${actor.userId}::uuid,
				'work', ${input.title}, ${input.instructions}, 'queued')
			returning workspace_id, id, agent_id, created_by_id
		), run as (
			insert into runs (id, workspace_id, task_id, number, cause)
			select ${runId}::uuid, workspace_id, id, 1, 'created' from task
		)
		insert into events (workspace_id, kind, task_id, agent_id, actor_id)
		select workspace_id, 'task.created', id, agent_id, created_by_id from task`;
	await wakeRun(jobs, tx, runId);
	return taskId;
}
