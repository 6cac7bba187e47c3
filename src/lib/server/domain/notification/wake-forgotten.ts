import type { Db, Jobs, Log } from '#server/ports.ts';
import { wakeNotification } from './wake-notification.ts';

/** Mails that should have gone and have no job that could still send them get one; answers how many. */
export async function wakeForgotten({ db, jobs, log }: { db: Db; jobs: Jobs; log: Log }): Promise<number> {
	const forgotten = await db.$queryRaw<{ id: string; sendAfter: Date }[]>`
		select n.id, n.send_after as "sendAfter" from notifications n
		where n.status = 'queued' and n.send_after < now() - interval '2 seconds' and not exists (
			select 1 from graphile_worker._private_jobs j
			where j.key = 'notification:' || n.id and j.attempts < j.max_attempts
				and j.run_at < now() + interval '10 seconds'
		)
		order by n.send_after limit 1000`;
	for (const one of forgotten) await db.$transaction((tx) => wakeNotification(jobs, tx, one));
	if (forgotten.length > 0) log.warn({ woken: forgotten.length }, 'Woke mails that had no job');
	return forgotten.length;
}
