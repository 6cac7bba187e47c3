import type Stripe from 'stripe';
import { newId } from '../state.ts';

export type Line = {
	amount: number;
	description: string;
	price: string;
	product: string;
	item: string;
	proration: boolean;
	start: number;
	end: number;
};

function newLine(invoice: string, subscription: Stripe.Subscription, line: Line): Stripe.InvoiceLineItem {
	return {
		id: newId('il'),
		object: 'line_item',
		amount: line.amount,
		currency: subscription.currency,
		description: line.description,
		discount_amounts: [],
		discountable: !line.proration,
		discounts: [],
		invoice,
		livemode: false,
		metadata: {},
		parent: {
			invoice_item_details: null,
			subscription_item_details: {
				invoice_item: null,
				proration: line.proration,
				proration_details: null,
				subscription: subscription.id,
				subscription_item: line.item
			},
			type: 'subscription_item_details'
		},
		period: { start: line.start, end: line.end },
		pretax_credit_amounts: [],
		pricing: {
			price_details: { price: line.price, product: line.product },
			type: 'price_details',
			unit_amount_decimal: null
		},
		quantity: 1,
		quantity_decimal: null,
		subscription: subscription.id,
		subtotal: line.amount,
		taxes: []
	} satisfies Stripe.InvoiceLineItem;
}

type Given = {
	customer: Stripe.Customer;
	subscription: Stripe.Subscription;
	lines: Line[];
	reason: Stripe.Invoice.BillingReason;
	now: number;
	prorationDate?: number | undefined;
	base: string;
};

/** Draft money: what is due after the customer's credit, as `newInvoice` states it. */
function sums({ customer, lines }: Given) {
	const total = lines.reduce((sum, { amount }) => sum + amount, 0);
	// A negative balance is credit; a negative total becomes more of it.
	const due = Math.max(0, total + customer.balance);
	return { total, due, ending: total + customer.balance - due };
}

const noAddress = {
	customer_account: null,
	customer_address: null,
	customer_phone: null,
	customer_shipping: null,
	customer_tax_exempt: 'none' as const,
	customer_tax_ids: []
} satisfies Partial<Stripe.Invoice>;

const noExtras = {
	account_country: 'US',
	account_name: 'AgentForce sandbox',
	account_tax_ids: null,
	application: null,
	custom_fields: null,
	default_payment_method: null,
	default_source: null,
	default_tax_rates: [],
	description: null,
	discounts: [],
	due_date: null,
	footer: null,
	from_invoice: null,
	issuer: { type: 'self' as const },
	last_finalization_error: null,
	latest_revision: null,
	livemode: false,
	metadata: {},
	on_behalf_of: null,
	receipt_number: null,
	rendering: null,
	shipping_cost: null,
	shipping_details: null,
	statement_descriptor: null,
	total_discount_amounts: [],
	total_pretax_credit_amounts: [],
	total_taxes: [],
	webhooks_delivered_at: null
} satisfies Partial<Stripe.Invoice>;

/** Finalised at once; Stripe leaves a renewal as a draft for an hour. */
export function newInvoice(given: Given): Stripe.Invoice {
	const { customer, subscription, reason, now, base } = given;
	const id = newId('in');
	const { total, due, ending } = sums(given);
	const [item] = subscription.items.data;
	return {
		...noExtras,
		...noAddress,
		id,
		object: 'invoice',
		amount_due: due,
		amount_overpaid: 0,
		amount_paid: 0,
		amount_remaining: due,
		amount_shipping: 0,
		attempt_count: 0,
		attempted: false,
		auto_advance: true,
		automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
		automatically_finalizes_at: null,
		billing_reason: reason,
		collection_method: 'charge_automatically',
		created: now,
		currency: subscription.currency,
		customer: customer.id,
		customer_email: customer.email,
		customer_name: customer.name ?? null,
		effective_at: now,
		ending_balance: ending,
		hosted_invoice_url: `${base}/invoice/${id}`,
		invoice_pdf: null,
		lines: {
			object: 'list',
			data: given.lines.map((line) => newLine(id, subscription, line)),
			has_more: false,
			url: `/v1/invoices/${id}/lines`
		},
		next_payment_attempt: null,
		number: `${customer.invoice_prefix}-${String(customer.next_invoice_sequence).padStart(4, '0')}`,
		parent: {
			quote_details: null,
			subscription_details: {
				metadata: subscription.metadata,
				subscription: subscription.id,
				...(given.prorationDate === undefined ? {} : { subscription_proration_date: given.prorationDate })
			},
			type: 'subscription_details'
		},
		payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
		period_end: item?.current_period_end ?? now,
		period_start: item?.current_period_start ?? now,
		post_payment_credit_notes_amount: 0,
		pre_payment_credit_notes_amount: 0,
		starting_balance: customer.balance,
		status: 'open',
		status_transitions: {
			finalized_at: now,
			marked_uncollectible_at: null,
			paid_at: null,
			voided_at: null
		},
		subtotal: total,
		subtotal_excluding_tax: total,
		test_clock: subscription.test_clock,
		total,
		total_excluding_tax: total
	} satisfies Stripe.Invoice;
}

export function newInvoicePayment(invoice: Stripe.Invoice, now: number): Stripe.InvoicePayment {
	return {
		id: newId('inpay'),
		object: 'invoice_payment',
		amount_paid: invoice.amount_due,
		amount_requested: invoice.amount_due,
		created: now,
		currency: invoice.currency,
		invoice: String(invoice.id),
		is_default: true,
		livemode: false,
		payment: { payment_intent: newId('pi'), type: 'payment_intent' },
		status: 'paid',
		status_transitions: { canceled_at: null, paid_at: now }
	} satisfies Stripe.InvoicePayment;
}

export function newRefund(
	given: { amount: number; currency: string; intent: string; reason: Stripe.Refund.Reason | null },
	now: number
): Stripe.Refund {
	return {
		id: newId('re'),
		object: 'refund',
		amount: given.amount,
		balance_transaction: null,
		charge: null,
		created: now,
		currency: given.currency,
		customer: null,
		customer_account: null,
		metadata: {},
		payment_intent: given.intent,
		payment_method: null,
		reason: given.reason,
		receipt_number: null,
		source_transfer_reversal: null,
		status: 'succeeded',
		transfer_reversal: null
	} satisfies Stripe.Refund;
}
