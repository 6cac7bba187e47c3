import type { Db, Jobs, Log } from '#server/ports.ts';
import { leaseSeconds } from './lease.ts';
import { wakeRun } from './wake-run.ts';

type Deps = { db: Db; jobs: Jobs; log: Log };

/** How often a run may take its process down before it is given up. */
const deathsAllowed = 3;

/**
 * The rows are the truth and jobs only wake-ups: whatever is runnable and has neither a living holder
 * nor a job that can still run gets a job. Safe to run anywhere, any number of times.
 */
export async function reconcileRuns(deps: Deps): Promise<{ woken: number; gaveUp: number }> {
	const gaveUp = await giveUpOnPoison(deps.db);
	const lost = await deps.db.$queryRaw<{ id: string }[]>`
		select r.id from runs r
		join tasks t on t.workspace_id = r.workspace_id and t.id = r.task_id
		join agents a on a.workspace_id = t.workspace_id and a.id = t.agent_id
		where t.type = 'work' and a.status = 'active'
			and (
				(r.status = 'queued' and r.run_after < now() - interval '5 seconds')
				or (r.status = 'running' and not exists (
					select 1 from worker_heartbeats h
					where h.id = r.lease_owner and h.seen_at > now() - make_interval(secs => ${leaseSeconds})
				))
			)
			and not exists (
				select 1 from graphile_worker._private_jobs j
				where j.key = 'run:' || r.id and j.attempts < j.max_attempts and j.run_at < now() + interval '1 minute'
			)
		order by r.run_after limit 5000`;
	for (const run of lost) await deps.db.$transaction((tx) => wakeRun(deps.jobs, tx, run.id));
	if (lost.length > 0 || gaveUp > 0) deps.log.warn({ woken: lost.length, gaveUp }, 'Reconciled runs');
	return { woken: lost.length, gaveUp };
}

/** Ends runs whose holder died too often, and demos whose request died: nobody else may do those. */
async function giveUpOnPoison(db: Db): Promise<number> {
	return db.$executeRaw`
		with dead as materialized (
			select r.workspace_id, r.id, t.id as task_id, t.type
			from runs r join tasks t on t.workspace_id = r.workspace_id and t.id = r.task_id
			where r.status = 'running' and (t.type = 'demo' or r.attempt >= ${deathsAllowed})
				and not exists (
					select 1 from worker_heartbeats h
					where h.id = r.lease_owner and h.seen_at > now() - make_interval(secs => ${leaseSeconds})
				)
			for update of t
		), run as (
			update runs r set status = 'failed', lease_epoch = r.lease_epoch + 1, finished_at = now(),
				error_code = case when dead.type = 'demo' then 'interrupted' else 'quarantined' end,
				error_message = case when dead.type = 'demo'
					then 'The server stopped while this was being written. Please try again.'
					else 'This task stopped its worker three times, so it was put aside. Please change it before trying again.'
				end
			from dead where r.workspace_id = dead.workspace_id and r.id = dead.id and r.status = 'running'
			returning r.workspace_id, r.task_id, r.error_code, r.error_message
		), task as (
			update tasks t set status = 'failed', updated_at = now(),
				error_code = run.error_code, error_message = run.error_message
			from run where t.workspace_id = run.workspace_id and t.id = run.task_id
			returning t.workspace_id, t.id, t.agent_id, t.error_code, t.error_message
		)
		insert into events (workspace_id, kind, task_id, agent_id, data)
		select workspace_id, 'task.failed', id, agent_id, jsonb_build_object('code', error_code, 'message', error_message)
		from task`;
}
