import { sql } from '#server/db/sql.ts';
import type { Sql } from '#server/ports/db.ts';
import { stillOurs } from '../ledger/holder.ts';
import type { Claim } from './claim-run.ts';

/** The run `r` is still this claim's. */
export function runIsOurs({ workspaceId, runId, epoch }: Claim): Sql {
	return sql`${stillOurs('r', { workspaceId, id: runId, epoch })} and r.status = 'running'`;
}

/** The task of a claimed run, locked: task before run, like every verb that writes both. */
export function lockedTask({ workspaceId, taskId }: Claim): Sql {
	return sql`locked as materialized (
		select workspace_id, id from tasks
		where workspace_id = ${workspaceId}::uuid and id = ${taskId}::uuid for update
	)`;
}

/** Whether runs of the workspace stand in line for a slot. */
export function othersWait(workspaceId: string): Sql {
	return sql`exists (
		select 1 from runs q where q.workspace_id = ${workspaceId}::uuid and q.status = 'queued' and not q.admitted
	)`;
}

/** Ends the tasks of failed runs (`run`: workspace_id, task_id, error_code, error_message) and tells of it. */
export const failTasksOfRun = sql`task as (
		update tasks t set status = 'failed', updated_at = now(),
			error_code = run.error_code, error_message = run.error_message
		from run where t.workspace_id = run.workspace_id and t.id = run.task_id
		returning t.workspace_id, t.id, t.agent_id, t.error_code, t.error_message
	)
	insert into events (workspace_id, kind, task_id, agent_id, data)
	select workspace_id, 'task.failed', id, agent_id, jsonb_build_object('code', error_code, 'message', error_message)
	from task`;
