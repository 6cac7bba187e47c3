import { sql } from '#server/db/sql.ts';
import type { Db, Sql } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Log } from '#server/ports/log.ts';
import { holderLives } from '../ledger/holder.ts';
import type { Timings } from '../ledger/lease.ts';
import { wakeForgotten } from '../ledger/wake-forgotten.ts';

type Deps = { db: Db; jobs: Jobs; log: Log; timings: Timings };

/**
 * Whatever is approved or unknown, could go on, and has neither a living holder nor a job gets a job. What waits for a
 * pause to end or for a connection is found here too when that has come.
 */
export function reconcileActions(deps: Deps): Promise<number> {
	return wakeForgotten(deps, 'action', dueActions(deps.timings));
}

function dueActions(timings: Timings): Sql {
	return sql`
		select a.id, a.run_after from actions a
		join agents g on g.workspace_id = a.workspace_id and g.id = a.agent_id
		join workspaces w on w.id = a.workspace_id
		left join integrations i on i.workspace_id = a.workspace_id and i.vendor = 'google' and i.status = 'connected'
		where a.status in ('approved', 'dispatching', 'unknown')
			and (a.status <> 'approved' or (g.status <> 'paused' and w.paused_at is null and a.hold_until < now()))
			and (a.lease_owner is not null or a.run_after < now() - interval '2 seconds')
			and (a.lease_owner is null or not ${holderLives('a', timings)})
			-- A connection may be there and still not allow this: then it is asked now and then, not all the time.
			and (a.lease_owner is not null or a.wait_reason is null or a.wait_reason not in ('connect', 'reauth') or (
				i.id is not null and (i.connected_at > a.run_after
					or a.run_after < now() - make_interval(secs => ${timings.effectLagSeconds}))
			))`;
}
