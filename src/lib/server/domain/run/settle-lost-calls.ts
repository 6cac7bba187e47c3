import type { Db } from '#server/ports.ts';

/**
 * Calls that will never hear back, because their run has ended otherwise or their process is gone: they may
 * have been charged, so they are flagged and booked at what was reserved for them.
 */
export async function settleLostCalls(db: Db): Promise<number> {
	return db.$executeRaw`
		with lost as (
			update model_calls c set
				status = case when c.reserved_micros > 0 then 'possibly_billed' else 'failed' end, answered_at = now(), cost_micros = c.reserved_micros,
				reserved_micros = 0, price_known = c.price_known and c.reserved_micros = 0,
				error_code = 'interrupted', error_message = 'The worker stopped before the answer came.'
			from runs r
			where c.status = 'sent' and c.sent_at < now() - interval '10 seconds'
				and r.workspace_id = c.workspace_id and r.id = c.run_id
				and (r.status <> 'running' or not exists (select 1 from worker_heartbeats h where h.id = r.lease_owner))
			returning c.workspace_id, c.sent_at, c.cost_micros
		), monthly as (
			select lost.workspace_id, date_trunc('month', lost.sent_at at time zone w.time_zone)::date as month,
				sum(lost.cost_micros) as cost
			from lost join workspaces w on w.id = lost.workspace_id group by 1, 2
		)
		update usage_counters u set reserved_micros = greatest(0, u.reserved_micros - monthly.cost),
			cost_micros = u.cost_micros + monthly.cost
		from monthly where u.workspace_id = monthly.workspace_id and u.month = monthly.month`;
}
