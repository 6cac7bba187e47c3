import type Stripe from 'stripe';
import { emit } from '../events.ts';
import { setPrice } from '../shapes/subscription.ts';
import { nowOf, type State } from '../state.ts';
import { charge, issue, itemOf, periodLine } from './invoices.ts';
import { end, liveOf, monthAfter, release } from './subscriptions.ts';

const incompleteSeconds = 23 * 3_600;

type Due = { at: number; happens: () => void };

/** Everything that the passing of time brings for these customers, in its order. */
export function catchUp(state: State, customers: string[], base: string): void {
	for (const customer of customers) {
		const until = nowOf(state, customer);
		for (;;) {
			const next = liveOf(state, customer)
				.flatMap((subscription) => dueOf(state, subscription, base))
				.sort((a, b) => a.at - b.at)[0];
			if (!next || next.at > until) break;
			next.happens();
		}
	}
}

/** What comes next of one subscription. */
function dueOf(state: State, subscription: Stripe.Subscription, base: string): Due[] {
	const { cancel_at: cancelAt, status, created } = subscription;
	if (status === 'incomplete') {
		const at = created + incompleteSeconds;
		return [{ at, happens: () => end(state, subscription, at, 'incomplete_expired') }];
	}
	const { current_period_end: periodEnd } = itemOf(subscription);
	const invoice = state.rows.invoice[String(subscription.latest_invoice)];
	const retry = invoice?.status === 'open' ? invoice.next_payment_attempt : null;
	const ends: Due[] =
		cancelAt === null ? [] : [{ at: cancelAt, happens: () => end(state, subscription, cancelAt) }];
	const tries: Due[] =
		invoice && retry !== null
			? [{ at: retry, happens: () => settle(state, subscription, invoice, retry) }]
			: [];
	return [...ends, ...tries, { at: periodEnd, happens: () => renew(state, subscription, periodEnd, base) }];
}

function renew(state: State, subscription: Stripe.Subscription, now: number, base: string): void {
	const item = itemOf(subscription);
	takeNextPhase(state, subscription, item, now);
	item.current_period_start = now;
	item.current_period_end = monthAfter(now, subscription.billing_cycle_anchor);
	if (subscription.status === 'trialing') subscription.status = 'active';
	const lines = [periodLine(item)];
	const invoice = issue(state, subscription, { lines, reason: 'subscription_cycle', now, base });
	// Once it counts as unpaid, bills are made and nobody is charged.
	if (subscription.status !== 'unpaid') return settle(state, subscription, invoice, now);
	invoice.status = 'draft';
	emit(state, 'customer.subscription.updated', subscription);
}

function takeNextPhase(
	state: State,
	subscription: Stripe.Subscription,
	item: Stripe.SubscriptionItem,
	now: number
): void {
	const schedule = state.rows.subscription_schedule[String(subscription.schedule)];
	const price = state.rows.price[String(schedule?.phases[1]?.items[0]?.price)];
	if (!schedule || !price || (schedule.phases[1]?.start_date ?? Infinity) > now) return;
	setPrice(item, price);
	release(state, subscription, now);
}

/** Tries to have a bill paid and says what the subscription is then. */
export function settle(
	state: State,
	subscription: Stripe.Subscription,
	invoice: Stripe.Invoice,
	now: number
): void {
	const paid = charge(state, subscription, invoice, now);
	if (!paid && subscription.status === 'incomplete') return;
	if (!paid && invoice.next_payment_attempt === null && subscription.status === 'past_due')
		return giveUp(state, subscription, now);
	subscription.status = paid ? 'active' : 'past_due';
	emit(state, 'customer.subscription.updated', subscription);
}

function giveUp(state: State, subscription: Stripe.Subscription, now: number): void {
	const { afterLastRetry } = state.switches;
	if (afterLastRetry === 'cancel') return end(state, subscription, now);
	subscription.status = afterLastRetry;
	emit(state, 'customer.subscription.updated', subscription);
}
