import { sql } from '#server/db/sql.ts';
import type { Db, Sql } from '#server/ports/db.ts';
import { holderLives } from '../ledger/holder.ts';
import type { Timings } from '../ledger/lease.ts';
import type { SpendCaps } from '../plan/plan-table.ts';
import type { Claim } from './claim-run.ts';
import { everybodyBooked, everybodyLocked } from './installation-usage.ts';

type Deps = { db: Db; config: { spendCaps: SpendCaps } };

/**
 * Calls that will never hear back, because their run has ended otherwise or their process is gone: they may
 * have been charged, so they are flagged and booked at what was reserved for them, the most that they can have cost. There
 * they stand until the month turns, unless the answer comes after all and says less. Answers the workspaces.
 */
export function settleLostCalls(deps: Deps & { timings: Timings }): Promise<string[]> {
	return book(
		deps,
		sql`c.sent_at < now() - interval '10 seconds' and exists (
			select 1 from runs r where r.workspace_id = c.workspace_id and r.id = c.run_id
				and (r.status <> 'running' or not ${holderLives('r', deps.timings)})
		)`
	);
}

/** The same for what this run's last attempt left open, before it asks again. */
export async function settleUnanswered(deps: Deps, { workspaceId, runId }: Claim): Promise<void> {
	await book(deps, sql`c.workspace_id = ${workspaceId}::uuid and c.run_id = ${runId}::uuid`);
}

/** A call that costs nothing has just failed. */
async function book({ db, config }: Deps, which: Sql): Promise<string[]> {
	const booked = await db.$queryRaw<{ id: string }[]>`
		with lost as (
			update model_calls c set
				status = case when c.reserved_micros > 0 then 'possibly_billed' else 'failed' end,
				answered_at = now(), cost_micros = c.reserved_micros, reserved_micros = 0,
				price_known = c.price_known and c.reserved_micros = 0,
				error_code = 'interrupted', error_message = 'The worker stopped before the answer came.'
			where c.status = 'sent' and ${which}
			returning c.workspace_id, c.sent_at, c.cost_micros
		), monthly as (
			select lost.workspace_id, date_trunc('month', lost.sent_at at time zone w.time_zone)::date as month,
				sum(lost.cost_micros) as cost
			from lost join workspaces w on w.id = lost.workspace_id group by 1, 2
		), ${everybodyLocked(config.spendCaps, sql`select month from monthly`)}, shared as (
			${everybodyBooked(config.spendCaps, sql`select month, -cost as reserved, cost from monthly`)}
		)
		update usage_counters u set reserved_micros = greatest(0, u.reserved_micros - monthly.cost),
			cost_micros = u.cost_micros + monthly.cost
		from monthly where u.workspace_id = monthly.workspace_id and u.month = monthly.month
			and (select count(*) from everybody) >= 0
		returning u.workspace_id as id`;
	return booked.map(({ id }) => id);
}
