import type Stripe from 'stripe';
import { newId, type Price } from '../state.ts';

type Given = {
	customer: string;
	price: Price;
	metadata: Stripe.Metadata;
	start: number;
	end: number;
	trialEnd: number | null;
	status: Stripe.Subscription.Status;
	testClock: string | null;
};

/** What the older words for a price say of it. */
function planOf(price: Price): Stripe.Plan {
	return {
		id: price.id,
		object: 'plan',
		active: price.active,
		amount: price.unit_amount,
		amount_decimal: null,
		billing_scheme: 'per_unit',
		created: price.created,
		currency: price.currency,
		interval: 'month',
		interval_count: 1,
		livemode: false,
		metadata: {},
		meter: null,
		nickname: null,
		product: String(price.product),
		tiers_mode: null,
		transform_usage: null,
		trial_period_days: null,
		usage_type: 'licensed'
	} satisfies Stripe.Plan;
}

function newItem(subscription: string, { price, start, end }: Given): Stripe.SubscriptionItem {
	return {
		id: newId('si'),
		object: 'subscription_item',
		billing_thresholds: null,
		created: start,
		current_period_end: end,
		current_period_start: start,
		current_trial: null,
		discounts: [],
		metadata: {},
		plan: planOf(price),
		price: price as unknown as Stripe.Price,
		quantity: 1,
		subscription,
		tax_rates: []
	} satisfies Stripe.SubscriptionItem;
}

export function setPrice(item: Stripe.SubscriptionItem, price: Price): void {
	item.price = price as unknown as Stripe.Price;
	item.plan = planOf(price);
}

export function newSubscription(given: Given): Stripe.Subscription {
	const id = newId('sub');
	const { customer, price, start, trialEnd } = given;
	return {
		id,
		object: 'subscription',
		application: null,
		application_fee_percent: null,
		automatic_tax: { disabled_reason: null, enabled: false, liability: null },
		billing_cycle_anchor: trialEnd ?? start,
		billing_cycle_anchor_config: null,
		billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible', updated_at: start },
		billing_schedules: [],
		billing_thresholds: null,
		cancel_at: null,
		cancel_at_period_end: false,
		canceled_at: null,
		cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
		collection_method: 'charge_automatically',
		created: start,
		currency: price.currency,
		customer,
		customer_account: null,
		days_until_due: null,
		default_payment_method: null,
		default_source: null,
		default_tax_rates: [],
		description: null,
		discounts: [],
		ended_at: null,
		invoice_settings: {
			account_tax_ids: null,
			custom_fields: null,
			description: null,
			footer: null,
			issuer: { type: 'self' }
		},
		items: {
			object: 'list',
			data: [newItem(id, given)],
			has_more: false,
			url: `/v1/subscription_items?subscription=${id}`
		},
		latest_invoice: null,
		livemode: false,
		managed_payments: { enabled: false },
		metadata: given.metadata,
		next_pending_invoice_item_invoice: null,
		on_behalf_of: null,
		pause_collection: null,
		payment_settings: {
			payment_method_options: null,
			payment_method_types: null,
			save_default_payment_method: 'off'
		},
		pending_invoice_item_interval: null,
		pending_setup_intent: null,
		pending_update: null,
		schedule: null,
		start_date: start,
		status: given.status,
		test_clock: given.testClock,
		transfer_data: null,
		trial_end: trialEnd,
		trial_settings: { end_behavior: { billing_cycle_anchor: null, missing_payment_method: 'cancel' } },
		trial_start: trialEnd === null ? null : start
	} satisfies Stripe.Subscription;
}
