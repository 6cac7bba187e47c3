import type { Db } from '#server/ports.ts';
import { leaseSeconds } from '../run/lease.ts';

export type ProcessInfo = {
	id: string;
	kind: 'web' | 'worker';
	host: string;
	pid: number;
	/** graphile-worker's pool id, which names the holder of its locked jobs. */
	poolId: string | null;
	version: string;
};

/** Says that this process lives. Its leases hold as long as it says so. */
export async function beat(deps: { db: Db }, process: ProcessInfo): Promise<void> {
	await deps.db.$executeRaw`
		insert into worker_heartbeats (id, kind, host, pid, pool_id, version)
		values (${process.id}::uuid, ${process.kind}, ${process.host}, ${process.pid}::int, ${process.poolId}, ${process.version})
		on conflict (id) do update set seen_at = now(), pool_id = excluded.pool_id`;
}

/** An orderly goodbye: what this process held is free at once. */
export async function leave(deps: { db: Db }, processId: string): Promise<void> {
	await deps.db.$executeRaw`delete from worker_heartbeats where id = ${processId}::uuid`;
}

/**
 * Frees the queue's jobs whose worker has died: graphile-worker alone would leave them locked for four
 * hours. Answers how many workers were cleared away.
 */
export async function clearDeadProcesses(deps: { db: Db }): Promise<number> {
	await deps.db.$executeRaw`
		select graphile_worker.force_unlock_workers(array(
			select distinct j.locked_by from graphile_worker._private_jobs j
			where j.locked_by is not null and j.locked_at < now() - make_interval(secs => ${leaseSeconds})
				and not exists (
					select 1 from worker_heartbeats h
					where h.pool_id = j.locked_by and h.seen_at > now() - make_interval(secs => ${leaseSeconds})
				)
		))`;
	return deps.db.$executeRaw`
		delete from worker_heartbeats where seen_at < now() - make_interval(secs => ${leaseSeconds * 2})`;
}
