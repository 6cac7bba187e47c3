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

/** A job whose time has come and that nobody took for this long is late. */
const lateSeconds = 60;

/** Whether anything has been due for a minute and was not begun. */
export async function isQueueLate(db: Db): Promise<boolean> {
	const [row] = await db.$queryRaw<[{ late: boolean }]>`
		select exists (
			select 1 from graphile_worker._private_jobs
			where locked_at is null and attempts = 0 and run_at < now() - make_interval(secs => ${lateSeconds})
		) as late`;
	return row.late;
}
