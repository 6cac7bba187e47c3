import { planKeys, plans } from '#lib/plans.ts';
import { sql } from '#server/db/sql.ts';
import type { Sql } from '#server/ports/db.ts';

/** One column of the plans as JSON, for statements that look it up by a workspace's plan. */
export function planTable(column: 'tasksPerMonth' | 'concurrency' | 'spendCapMicros'): string {
	return JSON.stringify(Object.fromEntries(planKeys.map((plan) => [plan, plans[plan][column]])));
}

/** What whoever runs the installation allows models to cost in a month, in micro-dollars; null is no limit of theirs. */
export type SpendCaps = { installationMicros: number | null; workspaceMicros: number | null };

const byPlan = planTable('spendCapMicros');

/** What the workspace `w` may spend in a month: its owner's cap or its plan's, and never more than the operator allows. */
export function spendCapOf(w: Sql, { workspaceMicros }: SpendCaps): Sql {
	return sql`least(coalesce(${w}.spend_cap_micros, (${byPlan}::jsonb ->> ${w}.plan)::bigint), ${workspaceMicros}::bigint)`;
}
