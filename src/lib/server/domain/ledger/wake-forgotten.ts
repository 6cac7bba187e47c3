import type { Db, Sql } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Log } from '#server/ports/log.ts';
import { wake, wakeUpKey, type WorkKind } from './wake.ts';

/** As many as one round takes; the next one comes within seconds. */
const most = 5_000;

/**
 * The rows are the truth and jobs only wake-ups: what is `due` (a query for `id` and `run_after`) and has no job that
 * can still run gets one. Safe to run anywhere, any number of times. Answers how many there were.
 */
export async function wakeForgotten(
	{ db, jobs, log }: { db: Db; jobs: Jobs; log: Log },
	kind: WorkKind,
	due: Sql
): Promise<number> {
	const forgotten = await db.$queryRaw<{ id: string }[]>`
		select due.id from (${due}) due
		where not exists (
			select 1 from graphile_worker._private_jobs j
			where j.key = ${wakeUpKey(kind, '')}::text || due.id and j.attempts < j.max_attempts
				and j.run_at < now() + interval '10 seconds'
		)
		order by due.run_after limit ${most}`;
	await wake(
		jobs,
		db,
		kind,
		forgotten.map(({ id }) => ({ id }))
	);
	if (forgotten.length > 0) log.warn({ kind, woken: forgotten.length }, 'Woke what had no job');
	return forgotten.length;
}
