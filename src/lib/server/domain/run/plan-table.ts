import { entitlements, Plan, type Entitlement } from '#lib/schemas/plan.ts';

/** One column of the plans as JSON, for statements that look it up by a workspace's plan. */
export function planTable(column: 'tasksPerMonth' | 'concurrency' | 'spendCapMicros'): string {
	const value = (plan: Plan): Entitlement[typeof column] => entitlements[plan][column];
	return JSON.stringify(Object.fromEntries(Plan.options.map((plan) => [plan, value(plan)])));
}
