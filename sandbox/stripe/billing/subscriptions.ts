import type Stripe from 'stripe';
import { declined, needsAction } from '../errors.ts';
import { emit } from '../events.ts';
import type { Line } from '../shapes/invoice.ts';
import { newSchedule } from '../shapes/schedule.ts';
import { newSubscription, setPrice } from '../shapes/subscription.ts';
import { nowOf, ownedBy, type Price, type State } from '../state.ts';
import { chargedLater } from './cards.ts';
import { customerOf, day, draft, issue, itemOf, markPaid, periodLine } from './invoices.ts';

export type How = { base: string; now: number };

/** The same day of the next month, or its last. */
export function monthAfter(seconds: number, anchor: number): number {
	const from = new Date(seconds * 1_000);
	const month = from.getUTCMonth() + 1;
	const last = new Date(Date.UTC(from.getUTCFullYear(), month + 1, 0)).getUTCDate();
	const next = new Date(from);
	next.setUTCDate(1);
	next.setUTCMonth(month, Math.min(new Date(anchor * 1_000).getUTCDate(), last));
	return next.getTime() / 1_000;
}

type Start = {
	customer: Stripe.Customer;
	price: Price;
	metadata: Stripe.Metadata;
	trialDays?: number | undefined;
	paid: boolean;
};

/** Begins a subscription; not `paid`, it is `incomplete` with an open bill. A trial begins without a charge. */
export function subscribe(
	state: State,
	{ customer, price, metadata, trialDays, paid }: Start,
	how: How
): Stripe.Subscription {
	const { now, base } = how;
	const trialEnd = trialDays ? now + trialDays * day : null;
	const subscription = newSubscription({
		customer: customer.id,
		price,
		metadata,
		start: now,
		end: trialEnd ?? monthAfter(now, now),
		trialEnd,
		status: trialEnd ? 'trialing' : paid ? 'active' : 'incomplete',
		testClock: typeof customer.test_clock === 'string' ? customer.test_clock : null
	});
	state.rows.subscription[subscription.id] = subscription;
	const lines = [periodLine(itemOf(subscription), trialEnd ? 0 : undefined)];
	const invoice = issue(state, subscription, { lines, reason: 'subscription_create', now, base });
	if (paid || trialEnd) markPaid(state, invoice, now);
	emit(state, 'customer.subscription.created', subscription);
	return subscription;
}

/** What is given back of the old price and charged of the new one for what is left of the period, in whole minor units. */
export function prorations(subscription: Stripe.Subscription, price: Price, at: number): Line[] {
	const item = itemOf(subscription);
	const { current_period_start: start, current_period_end: end } = item;
	const share = (amount: number | null) => Math.round(((amount ?? 0) * (end - at)) / (end - start));
	const line = (of: Pick<Price, 'id' | 'product' | 'lookup_key'>, amount: number, what: string): Line => ({
		amount,
		description: `${what} ${of.lookup_key ?? of.id}`,
		price: of.id,
		product: String(of.product),
		item: item.id,
		proration: true,
		start: at,
		end
	});
	return [
		line(item.price, -share(item.price.unit_amount), 'Unused time on'),
		line(price, share(price.unit_amount), 'Remaining time on')
	];
}

/** Changes the price now and charges the difference. Throws a card error, having changed nothing, when it is not paid. */
export function changePrice(
	state: State,
	subscription: Stripe.Subscription,
	price: Price,
	{ base, now }: How,
	at = now
): void {
	const lines = prorations(subscription, price, at);
	const bill = { lines, reason: 'subscription_update' as const, now, prorationDate: at, base };
	if (subscription.status !== 'trialing') {
		const due = draft(state, subscription, bill).amount_due;
		const outcome = due === 0 ? 'paid' : chargedLater(state, customerOf(state, subscription));
		if (outcome === 'declined') throw declined();
		if (outcome === 'challenge') throw needsAction();
		markPaid(state, issue(state, subscription, bill), now);
	}
	release(state, subscription, now);
	setPrice(itemOf(subscription), price);
	emit(state, 'customer.subscription.updated', subscription);
}

/** As the portal does with a downgrade: the price changes when the period is over. */
export function schedulePrice(
	state: State,
	subscription: Stripe.Subscription,
	price: Price,
	now: number
): void {
	release(state, subscription, now);
	const item = itemOf(subscription);
	const from = item.current_period_end;
	const until = monthAfter(from, subscription.billing_cycle_anchor);
	const schedule = newSchedule(subscription, item, { price: price.id, from, until }, now);
	state.rows.subscription_schedule[schedule.id] = schedule;
	subscription.schedule = schedule.id;
	emit(state, 'subscription_schedule.created', schedule);
	emit(state, 'customer.subscription.updated', subscription);
}

/** Lets go of a planned change; the subscription goes on as it is. */
export function release(state: State, subscription: Stripe.Subscription, now: number): void {
	const id = subscription.schedule;
	const schedule = typeof id === 'string' ? state.rows.subscription_schedule[id] : undefined;
	if (!schedule) return;
	schedule.status = 'released';
	schedule.released_at = now;
	schedule.released_subscription = subscription.id;
	schedule.subscription = null;
	schedule.current_phase = null;
	subscription.schedule = null;
	emit(state, 'subscription_schedule.released', schedule);
}

/** Sets or, with null, takes back the time at which it ends. Under flexible billing nothing else says so. */
export function cancelAt(
	state: State,
	subscription: Stripe.Subscription,
	at: number | null,
	now: number
): void {
	if (at !== null) release(state, subscription, now);
	subscription.cancel_at = at;
	subscription.canceled_at = at === null ? null : now;
	if (subscription.cancellation_details)
		subscription.cancellation_details.reason = at === null ? null : 'cancellation_requested';
	emit(state, 'customer.subscription.updated', subscription);
}

/** Ends it; what is open of its bills is no longer asked for. */
export function end(
	state: State,
	subscription: Stripe.Subscription,
	now: number,
	status: 'canceled' | 'incomplete_expired' = 'canceled'
): void {
	release(state, subscription, now);
	subscription.status = status;
	subscription.ended_at = now;
	subscription.canceled_at ??= now;
	for (const invoice of ownedBy(state, 'invoice', String(subscription.customer))) {
		if (invoice.status !== 'open' || invoice.parent?.subscription_details?.subscription !== subscription.id)
			continue;
		invoice.next_payment_attempt = null;
		if (status === 'incomplete_expired') invoice.status = 'void';
	}
	emit(
		state,
		status === 'canceled' ? 'customer.subscription.deleted' : 'customer.subscription.updated',
		subscription
	);
}

/** The bills of a customer that are open are paid, as the portal offers after a new card. */
export function payOpen(
	state: State,
	customer: Stripe.Customer,
	settle: (subscription: Stripe.Subscription, invoice: Stripe.Invoice) => void
): void {
	for (const subscription of ownedBy(state, 'subscription', customer.id)) {
		const invoice = state.rows.invoice[String(subscription.latest_invoice)];
		if (invoice?.status === 'open' && subscription.ended_at === null) settle(subscription, invoice);
	}
}

export function liveOf(state: State, customer: string): Stripe.Subscription[] {
	return ownedBy(state, 'subscription', customer).filter(({ ended_at }) => ended_at === null);
}

export function nowFor(state: State, subscription: Stripe.Subscription): number {
	return nowOf(state, String(subscription.customer));
}
