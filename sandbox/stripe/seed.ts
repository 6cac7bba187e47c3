import type Stripe from 'stripe';
import { planKeys, plans } from '../../src/lib/plans.ts';
import type { Price, State } from './state.ts';

const made = 1_764_547_200;

/** A Stripe in which somebody has made the products and prices, and nothing has happened yet. */
export function newState(): State {
	const { product, price } = seedCatalogue();
	return {
		rows: {
			customer: {},
			product,
			price,
			payment_method: {},
			'checkout.session': {},
			'billing_portal.configuration': {},
			'billing_portal.session': {},
			subscription: {},
			subscription_schedule: {},
			invoice: {},
			invoice_payment: {},
			refund: {},
			dispute: {},
			event: {},
			'test_helpers.test_clock': {}
		},
		keys: {},
		purchases: {},
		deliveries: [],
		aheadSeconds: 0,
		fired: {},
		switches: {
			next: [],
			webhooks: { url: null, mode: 'on', copies: 1, delaySeconds: 0, shuffle: false },
			afterLastRetry: 'cancel'
		}
	};
}

/** The products and prices that an operator makes by hand at Stripe; docs/billing.md says how. */
function seedCatalogue(): { product: Record<string, Stripe.Product>; price: Record<string, Price> } {
	const sold = planKeys.filter((plan) => plans[plan].dollarsPerMonth > 0);
	return {
		product: Object.fromEntries(
			sold.map((plan) => [`prod_${plan}`, newProduct(`prod_${plan}`, plans[plan].name, { plan })])
		),
		price: Object.fromEntries(
			sold.map((plan) => {
				const cents = plans[plan].dollarsPerMonth * 100;
				return [`price_${plan}`, newPrice(`price_${plan}`, `prod_${plan}`, cents, `agentforce_${plan}`)];
			})
		)
	};
}

export function newProduct(id: string, name: string, metadata: Stripe.Metadata): Stripe.Product {
	return {
		id,
		object: 'product',
		active: true,
		created: made,
		default_price: null,
		description: null,
		images: [],
		livemode: false,
		marketing_features: [],
		metadata,
		name,
		package_dimensions: null,
		shippable: null,
		statement_descriptor: null,
		tax_code: null,
		tax_details: null,
		type: 'service',
		unit_label: null,
		updated: made,
		url: null
	} satisfies Stripe.Product;
}

export function newPrice(
	id: string,
	product: string,
	amount: number,
	lookupKey: string | null,
	currency = 'usd'
): Price {
	return {
		id,
		object: 'price',
		active: true,
		billing_scheme: 'per_unit',
		created: made,
		currency,
		custom_unit_amount: null,
		livemode: false,
		lookup_key: lookupKey,
		metadata: {},
		nickname: null,
		product,
		recurring: {
			interval: 'month',
			interval_count: 1,
			meter: null,
			trial_period_days: null,
			usage_type: 'licensed'
		},
		tax_behavior: 'unspecified',
		tiers_mode: null,
		transform_quantity: null,
		type: 'recurring',
		unit_amount: amount,
		unit_amount_decimal: String(amount)
	} satisfies Price;
}
