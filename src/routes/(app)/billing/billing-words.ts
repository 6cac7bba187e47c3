import { larger, plans } from '#lib/plans.ts';
import type { Billing } from '#lib/schemas/billing.ts';
import type { Plan } from '#lib/schemas/plan.ts';

type State = Pick<
	Billing,
	| 'status'
	| 'plan'
	| 'paid'
	| 'granted'
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
	const { status, plan, paid, granted, periodEnd, cancelAt, scheduledPlan, scheduledAt, graceUntil } = state;
	const name = (of: Plan) => plans[of].name;
	const left =
		granted === 'free' ? 'the free limits apply' : `${name(granted)} is left, which you need not pay for`;
	if (status === 'past_due')
		return paid === null
			? `The card was declined and the week to pay is over, so ${left}. Paying brings everything back.`
			: `The card was declined. ${name(paid)} stays until ${date(graceUntil)}, so that there is time to use another.`;
	if (status === 'unpaid') return `The last bill was not paid, so ${left}. Paying brings everything back.`;
	if (status === 'paused')
		return `Stripe has paused the subscription, so ${left}. A card on file lets it go on.`;
	if (status === 'incomplete') return 'The payment was not finished. Finish paying, and the plan begins.';
	if (cancelAt)
		return `${name(paid ?? plan)} ends on ${date(cancelAt)} and becomes ${name(granted)}. Nothing is deleted.`;
	if (scheduledPlan)
		return `Becomes ${name(larger(scheduledPlan, granted))} on ${date(scheduledAt)}. Until then nothing changes.`;
	if (paid !== null && paid !== plan)
		return `You pay for ${name(paid)}, and whoever runs this AgentForce gave you ${name(plan)}. The next bill comes on ${date(periodEnd)}.`;
	if (state.subscribed) return `The next bill comes on ${date(periodEnd)}.`;
	if (!state.available) return 'Plans are set by whoever runs this AgentForce. Ask them for a larger one.';
	if (plan !== 'free') return 'Given by whoever runs this AgentForce. Nothing is billed.';
	return 'Free, no card. A larger plan begins as soon as it is paid.';
}
