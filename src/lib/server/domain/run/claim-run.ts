import type { TaskType } from '#lib/schemas/task.ts';
import type { Db } from '#server/ports.ts';
import { leaseSeconds } from './lease.ts';

/** A run that this process holds; every write names `epoch`. */
export type Claim = {
	runId: string;
	workspaceId: string;
	taskId: string;
	epoch: number;
	attempt: number;
	type: TaskType;
};

type Row = { workspace_id: string; task_id: string; lease_epoch: number; attempt: number; type: TaskType };

/**
 * Takes the lease of a run that is due and whose agent is at work, or of one whose holder has died.
 * Null when there is nothing to do: it is finished, held by a living process, not due, or paused.
 * Locks task before run, like every verb that writes both.
 */
export async function claimRun(deps: { db: Db; processId: string }, runId: string): Promise<Claim | null> {
	const [row] = await deps.db.$queryRaw<Row[]>`
		with due as materialized (
			select r.workspace_id, r.id, t.id as task_id, t.agent_id, t.type, t.status as task_status
			from runs r
			join tasks t on t.workspace_id = r.workspace_id and t.id = r.task_id
			join agents a on a.workspace_id = t.workspace_id and a.id = t.agent_id
			where r.id = ${runId}::uuid and t.type = 'work' and a.status = 'active'
				and (
					(r.status = 'queued' and r.run_after <= now() + interval '1 second')
					or (r.status = 'running' and not exists (
						select 1 from worker_heartbeats h
						where h.id = r.lease_owner and h.seen_at > now() - make_interval(secs => ${leaseSeconds})
					))
				)
			for update of t
		), run as (
			update runs r set status = 'running', lease_epoch = r.lease_epoch + 1, lease_owner = ${deps.processId}::uuid,
				attempt = r.attempt + 1, started_at = coalesce(r.started_at, now())
			from due
			where r.workspace_id = due.workspace_id and r.id = due.id and r.status in ('queued', 'running')
			returning r.workspace_id, r.task_id, r.lease_epoch, r.attempt
		), task as (
			update tasks t set status = 'in_progress', updated_at = now()
			from due, run
			where t.workspace_id = due.workspace_id and t.id = due.task_id and t.status = 'queued'
			returning t.workspace_id, t.id, t.agent_id
		), event as (
			insert into events (workspace_id, kind, task_id, agent_id, data)
			select t.workspace_id, 'task.started', t.id, t.agent_id, jsonb_build_object('attempt', run.attempt)
			from task t, run
		)
		select run.*, due.type from run, due`;
	if (!row) return null;
	return {
		runId,
		workspaceId: row.workspace_id,
		taskId: row.task_id,
		epoch: row.lease_epoch,
		attempt: row.attempt,
		type: row.type
	};
}
