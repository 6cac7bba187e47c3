import { sql } from '#server/db/sql.ts';
import type { Db } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Log } from '#server/ports/log.ts';
import { wakeForgotten } from '../ledger/wake-forgotten.ts';

/** Mails that should have gone and have no job that could still send them get one; answers how many. */
export function reconcileNotifications(deps: { db: Db; jobs: Jobs; log: Log }): Promise<number> {
	return wakeForgotten(
		deps,
		'notification',
		sql`
			select n.id, n.send_after as run_after from notifications n
			where n.status = 'queued' and n.send_after < now() - interval '2 seconds'`
	);
}
