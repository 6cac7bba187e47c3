import { entitlements, Plan } from '#lib/schemas/plan.ts';
import type { Usage } from '#lib/schemas/usage.ts';
import type { Db } from '#server/ports.ts';
import type { Actor } from '../actor.ts';

type Row = {
	plan: string;
	agents: number;
	tasks: number;
	cost_micros: bigint;
	reserved_micros: bigint;
	cap: bigint | null;
	warned_percent: number;
	resets_at: Date;
};

/** What the plan allows and what this calendar month, in the workspace's zone, has used. */
export async function getUsage(deps: { db: Db }, actor: Actor): Promise<Usage> {
	const [row] = await deps.db.$queryRaw<[Row]>`
		select w.plan,
			(select count(*)::int from agents a where a.workspace_id = w.id and a.status <> 'archived') as agents,
			coalesce(u.tasks, 0) as tasks,
			coalesce(u.cost_micros, 0) as cost_micros, coalesce(u.reserved_micros, 0) as reserved_micros,
			w.spend_cap_micros as cap, coalesce(u.warned_percent, 0) as warned_percent,
			(date_trunc('month', now() at time zone w.time_zone) + interval '1 month') at time zone w.time_zone as resets_at
		from workspaces w
		left join usage_counters u
			on u.workspace_id = w.id and u.month = date_trunc('month', now() at time zone w.time_zone)::date
		where w.id = ${actor.workspaceId}::uuid`;
	const plan = Plan.parse(row.plan);
	const allowed = entitlements[plan];
	return {
		plan,
		agents: { used: row.agents, allowed: allowed.agents },
		tasks: { used: row.tasks, allowed: allowed.tasksPerMonth },
		spendMicros: Number(row.cost_micros),
		reservedMicros: Number(row.reserved_micros),
		spendCapMicros: row.cap === null ? allowed.spendCapMicros : Number(row.cap),
		spendWarnedPercent: row.warned_percent,
		resetsAt: row.resets_at.toISOString()
	};
}
