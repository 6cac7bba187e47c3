import { plans } from '#lib/plans.ts';
import type { Billing } from '#lib/schemas/billing.ts';

type State = Pick<
	Billing,
	| 'status'
	| 'plan'
	| 'periodEnd'
	| 'cancelAt'
	| 'scheduledPlan'
	| 'scheduledAt'
	| 'graceUntil'
	| 'subscribed'
	| 'available'
>;

/** How things stand and what comes next, as one or two sentences. `date` writes a day in the workspace's zone. */
export function stateInWords(state: State, date: (at: string | null) => string): string {
	const { status, plan, periodEnd, cancelAt, scheduledPlan, scheduledAt, graceUntil, subscribed } = state;
	const { name } = plans[plan];
	if (status === 'past_due')
		return plan === 'free'
			? 'The card was declined and the week to pay is over, so the free limits apply. Paying brings everything back.'
			: `The card was declined. ${name} stays until ${date(graceUntil)}, so that there is time to use another.`;
	if (status === 'unpaid')
		return 'The last bill was not paid, so the free limits apply. Paying brings everything back.';
	if (status === 'incomplete') return 'The payment was not finished. Finish paying, and the plan begins.';
	if (cancelAt) return `Ends on ${date(cancelAt)} and becomes Free. Nothing is deleted.`;
	if (scheduledPlan)
		return `Becomes ${plans[scheduledPlan].name} on ${date(scheduledAt)}. Until then nothing changes.`;
	if (subscribed) return `The next bill comes on ${date(periodEnd)}.`;
	if (!state.available) return 'Plans are set by whoever runs this AgentForce. Ask them for a larger one.';
	if (plan !== 'free') return 'Given by whoever runs this AgentForce. Nothing is billed.';
	return 'Free, no card. A larger plan begins as soon as it is paid.';
}
