import { sql } from '#server/db/sql.ts';
import type { Db, Sql } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Log } from '#server/ports/log.ts';
import { holderLives } from '../ledger/holder.ts';
import type { Timings } from '../ledger/lease.ts';
import { wakeForgotten } from '../ledger/wake-forgotten.ts';
import type { SpendCaps } from '../plan/plan-table.ts';
import { admitRuns } from './admit-runs.ts';
import { giveUpPoison } from './give-up-poison.ts';
import { recountInstallation } from './installation-usage.ts';
import { settleLostCalls } from './lost-calls.ts';

type Deps = { db: Db; jobs: Jobs; log: Log; timings: Timings; config: { spendCaps: SpendCaps } };

/** Puts aside what kills its process, books calls that will hear nothing, fills slots, and wakes what has no job. */
export async function reconcileRuns(deps: Deps): Promise<{ woken: number; gaveUp: number }> {
	const gaveUp = await giveUpPoison(deps);
	if (gaveUp > 0) deps.log.warn({ gaveUp }, 'Put runs aside that stopped their worker');
	await settleLostCalls(deps);
	await recountInstallation(deps);
	await admitThoseInLine(deps);
	return { woken: await wakeForgotten(deps, 'run', dueRuns(deps.timings)), gaveUp };
}

/** Slots that became free without anybody noticing, because a process died between two statements. */
async function admitThoseInLine(deps: Deps): Promise<void> {
	const waiting = await deps.db.$queryRaw<{ id: string }[]>`
		select distinct r.workspace_id as id from runs r
		where r.status = 'queued' and not r.admitted and r.run_after < now() - interval '2 seconds' limit 1000`;
	for (const workspace of waiting) await deps.db.$transaction((tx) => admitRuns(deps.jobs, tx, workspace.id));
}

function dueRuns(timings: Timings): Sql {
	return sql`
		select r.id, r.run_after from runs r
		join tasks t on t.workspace_id = r.workspace_id and t.id = r.task_id
		join agents a on a.workspace_id = t.workspace_id and a.id = t.agent_id
		join workspaces w on w.id = r.workspace_id
		where a.status = 'active' and w.paused_at is null
			and (
				(r.status = 'queued' and r.admitted and r.run_after < now() - interval '2 seconds')
				or (r.status = 'running' and not ${holderLives('r', timings)})
			)`;
}
