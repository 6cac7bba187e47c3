/**
 * What each plan is called, allows and costs, and how that is said: the one place. Whoever checks a limit, shows one or
 * sells one reads it here. In order of size. Null is without limit.
 */

export const planKeys = ['free', 'starter', 'pro', 'enterprise'] as const;
export type Plan = (typeof planKeys)[number];

export type Terms = {
	name: string;
	forWhom: string;
	/** Dollars a month; zero needs no card. */
	dollarsPerMonth: number;
	agents: number | null;
	tasksPerMonth: number | null;
	members: number | null;
	workflows: number | null;
	/** What its files may take, in megabytes. */
	knowledgeMegabytes: number;
	/** How many of its tasks are worked on at the same time. */
	concurrency: number;
	/** What models may cost in a month until the owner sets another cap, in micro-dollars. Never without one. */
	spendCapMicros: number;
};

export const plans: Readonly<Record<Plan, Terms>> = {
	free: {
		name: 'Free',
		forWhom: 'To see whether it helps',
		dollarsPerMonth: 0,
		agents: 1,
		tasksPerMonth: 200,
		members: 2,
		workflows: 2,
		knowledgeMegabytes: 50,
		concurrency: 4,
		spendCapMicros: 25_000_000
	},
	starter: {
		name: 'Starter',
		forWhom: 'For one busy desk',
		dollarsPerMonth: 29,
		agents: 3,
		tasksPerMonth: 1_000,
		members: 5,
		workflows: 10,
		knowledgeMegabytes: 500,
		concurrency: 8,
		spendCapMicros: 50_000_000
	},
	pro: {
		name: 'Pro',
		forWhom: 'For a small team',
		dollarsPerMonth: 99,
		agents: 10,
		tasksPerMonth: 5_000,
		members: 20,
		workflows: 50,
		knowledgeMegabytes: 5_000,
		concurrency: 12,
		spendCapMicros: 200_000_000
	},
	enterprise: {
		name: 'Enterprise',
		forWhom: 'For more than that',
		dollarsPerMonth: 399,
		agents: null,
		tasksPerMonth: null,
		members: null,
		workflows: null,
		knowledgeMegabytes: 50_000,
		concurrency: 16,
		spendCapMicros: 1_000_000_000
	}
};

/** What every new workspace is on. */
const firstPlan: Plan = 'free';

/** The next larger one; null for the largest. */
export function largerThan(plan: Plan): Plan | null {
	return planKeys[planKeys.indexOf(plan) + 1] ?? null;
}

export const larger = (a: Plan, b: Plan): Plan => (planKeys.indexOf(a) > planKeys.indexOf(b) ? a : b);

const counted = (count: number) => count.toLocaleString('en-US');

/** `one agent`, `3 agents`, `as many agents as you like` */
export function agentsInWords(plan: Plan): string {
	const { agents } = plans[plan];
	if (agents === null) return 'as many agents as you like';
	return agents === 1 ? 'one agent' : `${counted(agents)} agents`;
}

export function noAgentPlaceLeft(plan: Plan): string {
	return `The ${plans[plan].name} plan has room for ${agentsInWords(plan)}. Archive one or choose a larger plan to hire another.`;
}

export function noWorkflowPlaceLeft(plan: Plan): string {
	const { name, workflows } = plans[plan];
	return `The ${name} plan has room for ${counted(workflows ?? 0)} workflows that are switched on. Switch one off or choose a larger plan.`;
}

export function noTasksLeft(plan: Plan): string {
	const { name, tasksPerMonth } = plans[plan];
	return `The ${name} plan’s ${counted(tasksPerMonth ?? 0)} tasks of this month are used up. Choose a larger plan, or wait for the new month.`;
}

/** `Free for one agent` */
export const freeInWords = `${plans[firstPlan].name} for ${agentsInWords(firstPlan)}`;
