import type { Db } from '#server/ports/db.ts';
import type { Timings } from './lease.ts';

/** Whether the database answers, and whether any worker has been seen lately. */
export async function readiness(deps: {
	db: Db;
	timings: Timings;
}): Promise<{ database: boolean; worker: boolean }> {
	try {
		const [row] = await deps.db.$queryRaw<[{ worker: boolean }]>`
			select exists (
				select 1 from worker_heartbeats
				where kind = 'worker' and seen_at > now() - make_interval(secs => ${deps.timings.leaseSeconds})
			) as worker`;
		return { database: true, worker: row.worker };
	} catch {
		return { database: false, worker: false };
	}
}
