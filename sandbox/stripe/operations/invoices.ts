import { z } from 'zod';
import { invalid, missing } from '../errors.ts';
import { emit } from '../events.ts';
import { listFields, listOf, number, operation } from '../operation.ts';
import { newRefund } from '../shapes/invoice.ts';
import { nowOf } from '../state.ts';

const statuses = ['draft', 'open', 'paid', 'uncollectible', 'void'] as const;
const reasons = ['duplicate', 'requested_by_customer', 'fraudulent'] as const;

export const invoiceOperations = [
	operation(
		'invoices.list',
		'GET /invoices',
		{
			...listFields,
			customer: z.string(),
			subscription: z.string().optional(),
			status: z.enum(statuses).optional()
		},
		({ state, params }) => {
			if (!state.rows.customer[params.customer]) throw missing('customer', params.customer, 'customer');
			const wanted = Object.values(state.rows.invoice).filter(
				({ customer, parent, status }) =>
					customer === params.customer &&
					(!params.status || status === params.status) &&
					(!params.subscription || parent?.subscription_details?.subscription === params.subscription)
			);
			return listOf(wanted, params, '/v1/invoices');
		}
	),
	operation('invoices.retrieve', 'GET /invoices/{id}', {}, ({ state, path: [id = ''] }) => {
		const invoice = state.rows.invoice[id];
		if (!invoice) throw missing('invoice', id, 'id');
		return invoice;
	}),
	operation(
		'invoicePayments.list',
		'GET /invoice_payments',
		{ ...listFields, invoice: z.string().optional() },
		({ state, params }) => {
			const wanted = Object.values(state.rows.invoice_payment).filter(
				({ invoice }) => !params.invoice || invoice === params.invoice
			);
			return listOf(wanted, params, '/v1/invoice_payments');
		}
	),
	operation(
		'refunds.create',
		'POST /refunds',
		{ payment_intent: z.string(), amount: number().optional(), reason: z.enum(reasons).optional() },
		({ state, params }) => {
			const { payment_intent: intent, reason = null } = params;
			const paid = Object.values(state.rows.invoice_payment).find(
				({ payment }) => payment.payment_intent === intent
			);
			if (!paid) throw missing('payment_intent', intent, 'payment_intent');
			const before = Object.values(state.rows.refund).filter(
				({ payment_intent }) => payment_intent === intent
			);
			const left = (paid.amount_paid ?? 0) - before.reduce((sum, { amount }) => sum + amount, 0);
			const amount = params.amount ?? left;
			if (left === 0)
				throw invalid('The payment has already been refunded.', { code: 'charge_already_refunded' });
			if (amount > left)
				throw invalid('Refund amount is greater than the unrefunded amount.', { param: 'amount' });
			const refund = newRefund({ amount, currency: paid.currency, intent, reason }, nowOf(state));
			state.rows.refund[refund.id] = refund;
			emit(state, 'refund.created', refund);
			return refund;
		}
	),
	operation(
		'refunds.list',
		'GET /refunds',
		{ ...listFields, payment_intent: z.string().optional() },
		({ state, params }) => {
			const wanted = Object.values(state.rows.refund).filter(
				({ payment_intent }) => !params.payment_intent || payment_intent === params.payment_intent
			);
			return listOf(wanted, params, '/v1/refunds');
		}
	)
];
