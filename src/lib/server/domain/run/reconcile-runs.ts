import type { Db, Jobs, Log } from '#server/ports.ts';
import { admitRuns } from './admit-runs.ts';
import { giveUpPoison } from './give-up-poison.ts';
import type { Timings } from './lease.ts';
import { settleLostCalls } from './settle-lost-calls.ts';
import { wakeRun } from './wake-run.ts';

type Deps = { db: Db; jobs: Jobs; log: Log; timings: Timings };

/**
 * The rows are the truth and jobs only wake-ups: whatever is runnable and has neither a living holder
 * nor a job that can still run gets a job. Safe to run anywhere, any number of times.
 */
export async function reconcileRuns(deps: Deps): Promise<{ woken: number; gaveUp: number }> {
	const gaveUp = await giveUpPoison(deps);
	await settleLostCalls(deps.db);
	await admitThoseInLine(deps);
	const lost = await withoutJob(deps);
	for (const run of lost) await deps.db.$transaction((tx) => wakeRun(deps.jobs, tx, run.id));
	if (lost.length > 0 || gaveUp > 0) deps.log.warn({ woken: lost.length, gaveUp }, 'Reconciled runs');
	return { woken: lost.length, gaveUp };
}

/** Places that became free without anybody noticing, because a process died between two statements. */
async function admitThoseInLine(deps: Deps): Promise<void> {
	const waiting = await deps.db.$queryRaw<{ id: string }[]>`
		select distinct r.workspace_id as id from runs r
		where r.status = 'queued' and not r.admitted and r.run_after < now() - interval '2 seconds' limit 1000`;
	for (const workspace of waiting) await deps.db.$transaction((tx) => admitRuns(deps.jobs, tx, workspace.id));
}

async function withoutJob({ db, timings }: Deps): Promise<{ id: string }[]> {
	return db.$queryRaw<{ id: string }[]>`
		select r.id from runs r
		join tasks t on t.workspace_id = r.workspace_id and t.id = r.task_id
		join agents a on a.workspace_id = t.workspace_id and a.id = t.agent_id
		join workspaces w on w.id = r.workspace_id
		where t.type = 'work' and a.status = 'active' and w.paused_at is null
			and (
				(r.status = 'queued' and r.admitted and r.run_after < now() - interval '2 seconds')
				or (r.status = 'running' and not exists (
					select 1 from worker_heartbeats h
					where h.id = r.lease_owner and h.seen_at > now() - make_interval(secs => ${timings.leaseSeconds})
				))
			)
			and not exists (
				select 1 from graphile_worker._private_jobs j
				where j.key = 'run:' || r.id and j.attempts < j.max_attempts and j.run_at < now() + interval '10 seconds'
			)
		order by r.run_after limit 5000`;
}
