import type Stripe from 'stripe';
import { emit } from '../events.ts';
import { newInvoice, newInvoicePayment, type Line } from '../shapes/invoice.ts';
import type { State } from '../state.ts';
import { chargedLater } from './cards.ts';

export const day = 86_400;
/** Smart Retries: eight tries in two weeks. */
const tries = 8;
const betweenTries = 2 * day;

export type Bill = {
	lines: Line[];
	reason: Stripe.Invoice.BillingReason;
	now: number;
	prorationDate?: number | undefined;
	base: string;
};

export function customerOf(state: State, subscription: Stripe.Subscription): Stripe.Customer {
	const customer = state.rows.customer[String(subscription.customer)];
	if (!customer) throw new Error(`${subscription.id} has no customer.`);
	return customer;
}

export function itemOf(subscription: Stripe.Subscription): Stripe.SubscriptionItem {
	const [item] = subscription.items.data;
	if (!item) throw new Error(`${subscription.id} has no item.`);
	return item;
}

/** A bill that is nobody's yet: what a preview shows, and what `issue` files. */
export function draft(state: State, subscription: Stripe.Subscription, bill: Bill): Stripe.Invoice {
	return newInvoice({ customer: customerOf(state, subscription), subscription, ...bill });
}

/** Files a bill and says so. */
export function issue(state: State, subscription: Stripe.Subscription, bill: Bill): Stripe.Invoice {
	const customer = customerOf(state, subscription);
	const invoice = draft(state, subscription, bill);
	state.rows.invoice[String(invoice.id)] = invoice;
	customer.balance = invoice.ending_balance ?? 0;
	customer.next_invoice_sequence = (customer.next_invoice_sequence ?? 1) + 1;
	subscription.latest_invoice = String(invoice.id);
	emit(state, 'invoice.created', invoice);
	emit(state, 'invoice.finalized', invoice);
	return invoice;
}

export function markPaid(state: State, invoice: Stripe.Invoice, now: number): void {
	if (invoice.amount_due > 0) {
		const payment = newInvoicePayment(invoice, now);
		state.rows.invoice_payment[payment.id] = payment;
	}
	invoice.status = 'paid';
	invoice.attempted = true;
	invoice.attempt_count += 1;
	invoice.amount_paid = invoice.amount_due;
	invoice.amount_remaining = 0;
	invoice.next_payment_attempt = null;
	invoice.status_transitions.paid_at = now;
	emit(state, 'invoice.payment_succeeded', invoice);
	emit(state, 'invoice.paid', invoice);
}

/** Charges the default card. True when it was paid. */
export function charge(
	state: State,
	subscription: Stripe.Subscription,
	invoice: Stripe.Invoice,
	now: number
): boolean {
	const outcome = invoice.amount_due === 0 ? 'paid' : chargedLater(state, customerOf(state, subscription));
	if (outcome === 'paid') {
		markPaid(state, invoice, now);
		return true;
	}
	invoice.attempted = true;
	invoice.attempt_count += 1;
	invoice.next_payment_attempt = invoice.attempt_count < tries ? now + betweenTries : null;
	emit(
		state,
		outcome === 'challenge' ? 'invoice.payment_action_required' : 'invoice.payment_failed',
		invoice
	);
	return false;
}

/** A charge of the whole period that the item is in. */
export function periodLine(item: Stripe.SubscriptionItem, amount = item.price.unit_amount ?? 0): Line {
	return {
		amount,
		description: `1 × ${item.price.lookup_key ?? item.price.id}`,
		price: item.price.id,
		product: String(item.price.product),
		item: item.id,
		proration: false,
		start: item.current_period_start,
		end: item.current_period_end
	};
}
