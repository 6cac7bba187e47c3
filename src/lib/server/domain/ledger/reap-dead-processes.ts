import type { Db } from '#server/ports/db.ts';
import type { Timings } from './lease.ts';

/**
 * Takes dead processes off the list, so that their runs are free, and unlocks their queue jobs, which
 * graphile-worker alone would leave locked for four hours. Dead is who has been silent for 60 s, or for
 * 20 s while its session lock is gone too: by then a living process would have stopped itself. Answers how many.
 */
export async function reapDeadProcesses(deps: { db: Db; timings: Timings }): Promise<number> {
	const { leaseSeconds, fenceSeconds } = deps.timings;
	const buried = await deps.db.$executeRaw`
		delete from worker_heartbeats h
		where h.seen_at < now() - make_interval(secs => ${leaseSeconds})
			or (h.seen_at < now() - make_interval(secs => ${fenceSeconds}) and not exists (
				select 1 from pg_locks l
				where l.locktype = 'advisory' and l.granted and l.objsubid = 1
					and (l.classid::bigint << 32 | l.objid::bigint) = h.lock_key
			))`;
	await deps.db.$executeRaw`
		select graphile_worker.force_unlock_workers(orphans.pools) from (
			select array_agg(distinct j.locked_by) as pools from graphile_worker._private_jobs j
			where j.locked_by is not null and j.locked_at < now() - make_interval(secs => ${fenceSeconds})
				and not exists (select 1 from worker_heartbeats h where h.pool_id = j.locked_by)
		) orphans where orphans.pools is not null`;
	return buried;
}
