import { z } from 'zod';

export const Plan = z.enum(['free', 'starter', 'pro', 'enterprise']);
export type Plan = z.infer<typeof Plan>;

export type Entitlement = {
	name: string;
	/** Null is without limit. */
	agents: number | null;
	/** Null is without limit. */
	tasksPerMonth: number | null;
	/** How many of its tasks are worked on at the same time. */
	concurrency: number;
	/** What models may cost in a month until the owner sets another cap, in micro-dollars. Never without one. */
	spendCapMicros: number;
};

/** What a plan allows. */
export const entitlements: Record<Plan, Entitlement> = {
	free: { name: 'Free', agents: 1, tasksPerMonth: 200, concurrency: 4, spendCapMicros: 25_000_000 },
	starter: { name: 'Starter', agents: 3, tasksPerMonth: 1_000, concurrency: 8, spendCapMicros: 50_000_000 },
	pro: { name: 'Pro', agents: 10, tasksPerMonth: 5_000, concurrency: 12, spendCapMicros: 200_000_000 },
	enterprise: {
		name: 'Enterprise',
		agents: null,
		tasksPerMonth: null,
		concurrency: 16,
		spendCapMicros: 1_000_000_000
	}
};
