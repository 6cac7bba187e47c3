import { z } from 'zod';

export const Plan = z.enum(['free', 'starter', 'pro', 'enterprise']);
export type Plan = z.infer<typeof Plan>;

/** What a plan allows; null is without limit. */
export const entitlements: Record<
	Plan,
	{ name: string; agents: number | null; tasksPerMonth: number | null }
> = {
	free: { name: 'Free', agents: 1, tasksPerMonth: 200 },
	starter: { name: 'Starter', agents: 3, tasksPerMonth: 1_000 },
	pro: { name: 'Pro', agents: 10, tasksPerMonth: 5_000 },
	enterprise: { name: 'Enterprise', agents: null, tasksPerMonth: null }
};
