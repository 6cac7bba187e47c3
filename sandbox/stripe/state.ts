import { randomBytes } from 'node:crypto';
import type Stripe from 'stripe';
import type { FaultState } from '../kit/faults.ts';
import type { Store as KitStore } from '../kit/store.ts';

/** As it is on the wire: decimals are texts there, objects only in the package. */
export type Price = Omit<Stripe.Price, 'unit_amount_decimal'> & { unit_amount_decimal: string };

export type Tables = {
	customer: Stripe.Customer;
	product: Stripe.Product;
	price: Price;
	payment_method: Stripe.PaymentMethod;
	'checkout.session': Stripe.Checkout.Session;
	'billing_portal.configuration': Stripe.BillingPortal.Configuration;
	'billing_portal.session': Stripe.BillingPortal.Session;
	subscription: Stripe.Subscription;
	subscription_schedule: Stripe.SubscriptionSchedule;
	invoice: Stripe.Invoice;
	invoice_payment: Stripe.InvoicePayment;
	refund: Stripe.Refund;
	dispute: Stripe.Dispute;
	event: Stripe.Event;
	'test_helpers.test_clock': Stripe.TestHelpers.TestClock;
};
export type TableName = keyof Tables;
type Rows = { [Name in TableName]: Record<string, Tables[Name]> };

/** What was answered under an Idempotency-Key; null while its request is under way. */
export type KeptAnswer = { request: string; answer: { status: number; body: string } | null };

type WebhookSwitches = {
	/** Where events are sent; null: nowhere yet. */
	url: string | null;
	/** `off`: they are never sent. `hold`: they wait until somebody lets them go. */
	mode: 'on' | 'off' | 'hold';
	/** How often each is delivered. */
	copies: number;
	delaySeconds: number;
	shuffle: boolean;
};

export type State = FaultState & {
	rows: Rows;
	keys: Record<string, KeptAnswer>;
	/** What a Checkout Session will make once it is paid. */
	purchases: Record<
		string,
		{ price: string; trialDays?: number | undefined; metadata: Record<string, string> }
	>;
	/** Events on their way: `dueAt` in real milliseconds. */
	deliveries: { event: string; dueAt: number; tries: number }[];
	/** How far the time of customers without a test clock is ahead of ours. */
	aheadSeconds: number;
	switches: FaultState['switches'] & {
		webhooks: WebhookSwitches;
		/** What becomes of a subscription after the last try of a renewal; at Stripe a setting of the account. */
		afterLastRetry: 'cancel' | 'unpaid' | 'past_due';
	};
};
export type Store = KitStore<State>;

/** What web, worker and the sandbox agree on when nobody has keys. */
export const sandboxKeys = {
	secretKey: 'sk_test_agentforce_sandbox',
	webhookSecret: 'whsec_agentforce_sandbox'
};

export function newId(prefix: string): string {
	return `${prefix}_${randomBytes(12).toString('hex')}`;
}

/** Whole seconds: of the customer's test clock, or ours. */
export function nowOf(state: State, customer?: string | null): number {
	const clock = customer ? state.rows.customer[customer]?.test_clock : null;
	const frozen = typeof clock === 'string' ? state.rows['test_helpers.test_clock'][clock] : undefined;
	return frozen?.frozen_time ?? Math.floor(Date.now() / 1_000) + state.aheadSeconds;
}

/** All of a table that are this customer's, oldest first. */
export function ownedBy<Name extends 'subscription' | 'invoice' | 'checkout.session' | 'payment_method'>(
	state: State,
	table: Name,
	customer: string
): Tables[Name][] {
	return Object.values(state.rows[table] as Record<string, Tables[Name]>).filter(
		(row) => row.customer === customer
	);
}
