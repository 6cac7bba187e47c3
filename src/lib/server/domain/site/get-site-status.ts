import type { SiteStatus } from '#lib/schemas/site.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Db } from '#server/ports/db.ts';
import type { Timings } from '../ledger/lease.ts';
import { isQueueLate, readiness } from '../ledger/readiness.ts';

type Deps = { db: Db; clock: Clock; timings: Timings };

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
		return (await isQueueLate(db)) ? 'slow' : 'working';
	} catch {
		return 'unknown';
	}
}
