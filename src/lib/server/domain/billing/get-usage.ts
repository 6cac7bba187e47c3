import { plans } from '#lib/plans.ts';
import { Plan } from '#lib/schemas/plan.ts';
import type { Usage } from '#lib/schemas/usage.ts';
import { sql } from '#server/db/sql.ts';
import type { Db } from '#server/ports/db.ts';
import type { Model } from '#server/ports/model.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { spendCapOf, type SpendCaps } from '../plan/plan-table.ts';
import { isPriced } from '../run/model-price.ts';

type Row = {
	plan: string;
	agents: number;
	tasks: number;
	cost_micros: bigint;
	reserved_micros: bigint;
	cap: bigint;
	full: boolean;
	warned_percent: number;
	resets_at: Date;
};

type Deps = { db: Db; model: Pick<Model, 'offline' | 'name' | 'price'>; config: { spendCaps: SpendCaps } };

/** What the plan allows and what this calendar month, in the workspace's zone, has used. */
export async function getUsage(deps: Deps, actor: Actor): Promise<Usage> {
	authorise(actor, 'view');
	const { spendCaps } = deps.config;
	const [row] = await deps.db.$queryRaw<[Row]>`
		select w.plan,
			(select count(*)::int from agents a where a.workspace_id = w.id and a.status <> 'archived') as agents,
			coalesce(u.tasks, 0) as tasks,
			coalesce(u.cost_micros, 0) as cost_micros, coalesce(u.reserved_micros, 0) as reserved_micros,
			${spendCapOf(sql`w`, spendCaps)} as cap,
			coalesce(i.cost_micros >= ${spendCaps.installationMicros}::bigint, false) as full, coalesce(u.warned_percent, 0) as warned_percent,
			(date_trunc('month', now() at time zone w.time_zone) + interval '1 month') at time zone w.time_zone as resets_at
		from workspaces w
		left join usage_counters u
			on u.workspace_id = w.id and u.month = date_trunc('month', now() at time zone w.time_zone)::date
		left join installation_usage i on i.month = u.month
		where w.id = ${actor.workspaceId}::uuid`;
	const plan = Plan.parse(row.plan);
	const allowed = plans[plan];
	return {
		plan,
		agents: { used: row.agents, allowed: allowed.agents },
		tasks: { used: row.tasks, allowed: allowed.tasksPerMonth },
		spendMicros: Number(row.cost_micros),
		reservedMicros: Number(row.reserved_micros),
		spendCapMicros: Number(row.cap),
		spendCapMost: spendCaps.workspaceMicros,
		installationFull: row.full,
		priceKnown: deps.model.offline || isPriced(deps.model),
		spendWarnedPercent: row.warned_percent,
		resetsAt: row.resets_at.toISOString()
	};
}
