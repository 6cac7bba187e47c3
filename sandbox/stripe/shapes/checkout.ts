import type Stripe from 'stripe';
import { newId, type Price } from '../state.ts';

type Given = {
	customer: string;
	price: Price;
	client_reference_id?: string | undefined;
	success_url: string;
	cancel_url?: string | undefined;
	metadata?: Stripe.Metadata | undefined;
	allow_promotion_codes?: boolean | undefined;
	expires_at?: number | undefined;
};

const day = 86_400;

export function newCheckoutSession(given: Given, now: number, base: string): Stripe.Checkout.Session {
	const id = newId('cs_test');
	const amount = given.price.unit_amount;
	return {
		id,
		object: 'checkout.session',
		adaptive_pricing: null,
		after_expiration: null,
		allow_promotion_codes: given.allow_promotion_codes ?? null,
		allowed_payment_method_types: null,
		amount_subtotal: amount,
		amount_total: amount,
		automatic_tax: { enabled: false, liability: null, provider: null, status: null },
		billing_address_collection: null,
		cancel_url: given.cancel_url ?? null,
		client_reference_id: given.client_reference_id ?? null,
		client_secret: null,
		collected_information: null,
		consent: null,
		consent_collection: null,
		created: now,
		currency: given.price.currency,
		currency_conversion: null,
		custom_fields: [],
		custom_text: {
			after_submit: null,
			shipping_address: null,
			submit: null,
			terms_of_service_acceptance: null
		},
		customer: given.customer,
		customer_account: null,
		customer_creation: null,
		customer_details: null,
		customer_email: null,
		discounts: [],
		expires_at: given.expires_at ?? now + day,
		integration_identifier: null,
		invoice: null,
		invoice_creation: null,
		livemode: false,
		locale: null,
		managed_payments: null,
		metadata: given.metadata ?? {},
		mode: 'subscription',
		origin_context: null,
		payment_intent: null,
		payment_link: null,
		payment_method_collection: 'always',
		payment_method_configuration_details: null,
		payment_method_options: null,
		payment_method_types: ['card'],
		payment_status: 'unpaid',
		permissions: null,
		recovered_from: null,
		saved_payment_method_options: null,
		setup_intent: null,
		shipping_address_collection: null,
		shipping_cost: null,
		shipping_options: [],
		status: 'open',
		submit_type: null,
		subscription: null,
		success_url: given.success_url,
		total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
		ui_mode: 'hosted_page',
		url: `${base}/pay/${id}`,
		wallet_options: null
	} satisfies Stripe.Checkout.Session;
}
