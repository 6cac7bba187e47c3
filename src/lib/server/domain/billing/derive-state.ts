import { planKeys } from '#lib/plans.ts';
import type { BillingStatus } from '#lib/schemas/billing.ts';
import type { PaidPlan } from '#lib/schemas/plan.ts';
import type { StripeStatus, StripeSubscription } from '#server/ports/stripe.ts';

/** What a subscription gives while Stripe says this of it, and what people are told it is. */
const states: Record<
	StripeStatus,
	{ gives: 'plan' | 'grace' | 'nothing'; shown: BillingStatus; over?: true }
> = {
	trialing: { gives: 'plan', shown: 'trialing' },
	active: { gives: 'plan', shown: 'active' },
	// The plan stays for a week from the bill on; Stripe tries for two, and a late success brings everything back.
	past_due: { gives: 'grace', shown: 'past_due' },
	unpaid: { gives: 'nothing', shown: 'unpaid' },
	incomplete: { gives: 'nothing', shown: 'incomplete' },
	paused: { gives: 'nothing', shown: 'paused' },
	incomplete_expired: { gives: 'nothing', shown: 'canceled', over: true },
	canceled: { gives: 'nothing', shown: 'canceled', over: true }
};

const graceMillis = 7 * 86_400_000;

/** What a workspace has at Stripe, read from all its subscriptions there: nothing else goes into it. */
export type DerivedState = {
	/** The one that counts; null when there has never been one. */
	subscription: StripeSubscription | null;
	status: BillingStatus;
	/** What it pays for and may use now. `unknown`: a price that no plan has. */
	paid: PaidPlan | 'unknown' | null;
	graceUntil: Date | null;
	/** Others that charge for the same. */
	duplicates: StripeSubscription[];
};

export const isOver = ({ status }: StripeSubscription) => states[status].over === true;

function graceOf({ status, unpaidSince }: StripeSubscription): Date | null {
	return states[status].gives === 'grace' && unpaidSince
		? new Date(unpaidSince.getTime() + graceMillis)
		: null;
}

function paidBy(subscription: StripeSubscription, now: Date): PaidPlan | 'unknown' | null {
	const { gives } = states[subscription.status];
	const grace = graceOf(subscription);
	const counts = gives === 'plan' || (grace !== null && now < grace);
	return counts ? (subscription.plan ?? 'unknown') : null;
}

/** The best one first: it gives something, it is not over, it is the larger, it is the older. */
function byWorth(now: Date) {
	const worth = (one: StripeSubscription) => [
		paidBy(one, now) === null ? 1 : 0,
		isOver(one) ? 1 : 0,
		-planKeys.indexOf(one.plan ?? 'free'),
		isOver(one) ? -one.createdAt.getTime() : one.createdAt.getTime()
	];
	return (a: StripeSubscription, b: StripeSubscription) => {
		const [first, second] = [worth(a), worth(b)];
		const place = first.findIndex((value, index) => value !== second[index]);
		return place < 0 ? a.id.localeCompare(b.id) : (first[place] ?? 0) - (second[place] ?? 0);
	};
}

/**
 * A second one that was bought while the first lived, such as in two tabs. Only what we sold ourselves is ever ended;
 * the one that was there first stays.
 */
function duplicatesOf(all: StripeSubscription[], now: Date): StripeSubscription[] {
	const live = all.filter(
		(one) => paidBy(one, now) !== null && one.plan !== null && one.workspaceId !== null
	);
	return live
		.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || a.id.localeCompare(b.id))
		.slice(1);
}

export function deriveState(all: StripeSubscription[], now: Date): DerivedState {
	const duplicates = duplicatesOf(all, now);
	const [subscription = null] = all.filter((one) => !duplicates.includes(one)).toSorted(byWorth(now));
	return {
		subscription,
		status: subscription ? states[subscription.status].shown : 'active',
		paid: subscription && paidBy(subscription, now),
		graceUntil: subscription && graceOf(subscription),
		duplicates
	};
}

/** Of the subscriptions, the one that a person would change or end; null when all are over. */
export function liveSubscription(all: StripeSubscription[], now: Date): StripeSubscription | null {
	const { subscription } = deriveState(all, now);
	return subscription && !isOver(subscription) ? subscription : null;
}
