import type { SiteStatus } from '#lib/schemas/site.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Db } from '#server/ports/db.ts';
import type { Timings } from '../ledger/lease.ts';
import { readiness } from '../ledger/readiness.ts';

type Deps = { db: Db; clock: Clock; timings: Timings };

/** A job whose time has come and that nobody took for this long is late. */
const lateSeconds = 60;

/** Two numbers of the whole installation would tell a stranger how much is done here, so only words are said. Never throws. */
export async function getSiteStatus(deps: Deps): Promise<SiteStatus> {
	const { database, worker } = await readiness(deps);
	const queue = database ? await queueState(deps.db) : 'unknown';
	return {
		database: database ? 'working' : 'away',
		worker: database ? (worker ? 'working' : 'away') : 'unknown',
		queue: queue === 'working' && !worker ? 'slow' : queue,
		checkedAt: deps.clock.now().toISOString()
	};
}

async function queueState(db: Db): Promise<SiteStatus['queue']> {
	try {
		const [row] = await db.$queryRaw<[{ late: boolean }]>`
			select exists (
				select 1 from graphile_worker._private_jobs
				where locked_at is null and attempts = 0 and run_at < now() - make_interval(secs => ${lateSeconds})
			) as late`;
		return row.late ? 'slow' : 'working';
	} catch {
		return 'unknown';
	}
}
