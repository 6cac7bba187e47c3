import type Stripe from 'stripe';
import { newId } from '../state.ts';

type Given = { name?: string; email?: string; metadata?: Stripe.Metadata; test_clock?: string };

export function newCustomer(created: number, given: Given): Stripe.Customer {
	return {
		id: newId('cus'),
		object: 'customer',
		address: null,
		balance: 0,
		created,
		currency: null,
		default_source: null,
		delinquent: false,
		description: null,
		discount: null,
		email: given.email ?? null,
		invoice_prefix: newId('').slice(1, 9).toUpperCase(),
		invoice_settings: {
			custom_fields: null,
			default_payment_method: null,
			footer: null,
			rendering_options: null
		},
		livemode: false,
		metadata: given.metadata ?? {},
		name: given.name ?? null,
		next_invoice_sequence: 1,
		phone: null,
		preferred_locales: [],
		shipping: null,
		tax_exempt: 'none',
		test_clock: given.test_clock ?? null
	} satisfies Stripe.Customer;
}

export function newPaymentMethod(created: number, customer: string, last4: string): Stripe.PaymentMethod {
	return {
		id: newId('pm'),
		object: 'payment_method',
		allow_redisplay: 'always',
		billing_details: { address: null, email: null, name: null, phone: null, tax_id: null },
		card: {
			brand: 'visa',
			checks: null,
			country: 'US',
			display_brand: 'visa',
			exp_month: 12,
			exp_year: 2040,
			fingerprint: null,
			funding: 'credit',
			generated_from: null,
			last4,
			networks: { available: ['visa'], preferred: null },
			regulated_status: 'unregulated',
			three_d_secure_usage: { supported: true },
			wallet: null
		},
		created,
		customer,
		customer_account: null,
		livemode: false,
		metadata: {},
		type: 'card'
	} satisfies Stripe.PaymentMethod;
}
