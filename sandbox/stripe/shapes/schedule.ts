import type Stripe from 'stripe';
import { newId } from '../state.ts';

const settings = {
	application_fee_percent: null,
	billing_cycle_anchor: 'automatic',
	billing_thresholds: null,
	collection_method: null,
	default_payment_method: null,
	description: null,
	invoice_settings: {
		account_tax_ids: null,
		custom_fields: null,
		days_until_due: null,
		description: null,
		footer: null,
		issuer: { type: 'self' }
	},
	on_behalf_of: null,
	transfer_data: null
} satisfies Stripe.SubscriptionSchedule.DefaultSettings;

function newPhase(
	price: string,
	currency: string,
	start: number,
	end: number
): Stripe.SubscriptionSchedule.Phase {
	return {
		add_invoice_items: [],
		application_fee_percent: null,
		billing_cycle_anchor: null,
		billing_thresholds: null,
		collection_method: null,
		currency,
		default_payment_method: null,
		default_tax_rates: [],
		description: null,
		discounts: [],
		end_date: end,
		invoice_settings: null,
		items: [
			{
				billing_thresholds: null,
				discounts: [],
				metadata: {},
				plan: price,
				price,
				quantity: 1,
				tax_rates: []
			}
		],
		metadata: {},
		on_behalf_of: null,
		proration_behavior: 'none',
		start_date: start,
		transfer_data: null,
		trial_end: null
	} satisfies Stripe.SubscriptionSchedule.Phase;
}

/** As a portal makes one for a downgrade: the old price until `until`, then the new one. */
export function newSchedule(
	subscription: Stripe.Subscription,
	item: Stripe.SubscriptionItem,
	next: { price: string; from: number; until: number },
	now: number
): Stripe.SubscriptionSchedule {
	const { current_period_start: start } = item;
	return {
		id: newId('sub_sched'),
		object: 'subscription_schedule',
		application: null,
		billing_mode: { flexible: { proration_discounts: 'included' }, type: 'flexible' },
		canceled_at: null,
		completed_at: null,
		created: now,
		current_phase: { start_date: start, end_date: next.from },
		customer: subscription.customer,
		customer_account: null,
		default_settings: settings,
		end_behavior: 'release',
		livemode: false,
		metadata: {},
		pause_schedules: [],
		phases: [
			newPhase(item.price.id, subscription.currency, start, next.from),
			newPhase(next.price, subscription.currency, next.from, next.until)
		],
		released_at: null,
		released_subscription: null,
		status: 'active',
		subscription: subscription.id,
		test_clock: subscription.test_clock
	} satisfies Stripe.SubscriptionSchedule;
}
