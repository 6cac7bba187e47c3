import type { Db, Jobs, Log } from '#server/ports.ts';
import type { Timings } from '../run/lease.ts';
import { wakeActions } from './wake-action.ts';

type Deps = { db: Db; jobs: Jobs; log: Log; timings: Timings };

/**
 * Whatever is approved or unknown, could go on, and has neither a living holder nor a job gets a job. What waits for a
 * pause to end or for a connection is found here too when that has come. Safe to run anywhere, any number of times.
 */
export async function reconcileActions(deps: Deps): Promise<number> {
	const lost = await withoutJob(deps);
	await wakeActions(deps.jobs, deps.db, lost);
	if (lost.length > 0) deps.log.info({ woken: lost.length }, 'Reconciled actions');
	return lost.length;
}

async function withoutJob({ db, timings }: Deps): Promise<{ id: string }[]> {
	return db.$queryRaw<{ id: string }[]>`
		select a.id from actions a
		join agents g on g.workspace_id = a.workspace_id and g.id = a.agent_id
		join workspaces w on w.id = a.workspace_id
		left join integrations i on i.workspace_id = a.workspace_id and i.vendor = 'google' and i.status = 'connected'
		where a.status in ('approved', 'dispatching', 'unknown')
			and (a.status <> 'approved' or (g.status <> 'paused' and w.paused_at is null and a.hold_until < now()))
			and (a.lease_owner is not null or a.run_after < now() - interval '2 seconds')
			and (a.lease_owner is null or not exists (
				select 1 from worker_heartbeats h
				where h.id = a.lease_owner and h.seen_at > now() - make_interval(secs => ${timings.leaseSeconds})
			))
			-- A connection may be there and still not allow this: then it is asked now and then, not all the time.
			and (a.lease_owner is not null or a.wait_reason is null or a.wait_reason not in ('connect', 'reauth') or (
				i.id is not null and (i.connected_at > a.run_after
					or a.run_after < now() - make_interval(secs => ${timings.effectLagSeconds}))
			))
			and not exists (
				select 1 from graphile_worker._private_jobs j
				where j.key = 'action:' || a.id and j.attempts < j.max_attempts and j.run_at < now() + interval '10 seconds'
			)
		order by a.run_after limit 5000`;
}
