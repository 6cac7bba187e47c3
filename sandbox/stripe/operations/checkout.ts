import { z } from 'zod';
import { invalid, missing } from '../errors.ts';
import { emit } from '../events.ts';
import { boolean, listFields, listOf, metadata, number, operation } from '../operation.ts';
import { newCheckoutSession } from '../shapes/checkout.ts';
import { nowOf, type State } from '../state.ts';
import { priceOnSale } from './catalogue.ts';
import { customerNamed } from './customers.ts';

const sessionFields = {
	mode: z.literal('subscription'),
	customer: z.string(),
	client_reference_id: z.string().max(200).optional(),
	line_items: z.array(z.strictObject({ price: z.string(), quantity: number() })).length(1),
	success_url: z.url(),
	cancel_url: z.url().optional(),
	metadata: metadata().optional(),
	subscription_data: z
		.strictObject({ metadata: metadata().optional(), trial_period_days: number().min(1).optional() })
		.optional(),
	allow_promotion_codes: boolean().optional(),
	expires_at: number().optional(),
	automatic_tax: z.strictObject({ enabled: boolean() }).optional(),
	tax_id_collection: z.strictObject({ enabled: boolean() }).optional(),
	customer_update: z
		.strictObject({ name: z.literal('auto').optional(), address: z.literal('auto').optional() })
		.optional()
};

export function sessionNamed(state: State, id: string) {
	const session = state.rows['checkout.session'][id];
	if (!session) throw missing('checkout.session', id, 'id');
	if (session.status === 'open' && session.expires_at <= nowOf(state, String(session.customer)))
		expire(state, id);
	return session;
}

function expire(state: State, id: string): void {
	const session = state.rows['checkout.session'][id];
	if (!session) return;
	session.status = 'expired';
	session.url = null;
	emit(state, 'checkout.session.expired', session);
}

export const checkoutOperations = [
	operation(
		'checkout.sessions.create',
		'POST /checkout/sessions',
		sessionFields,
		({ state, params, base }) => {
			const customer = customerNamed(state, params.customer);
			const price = priceOnSale(state, params.line_items[0]?.price ?? '', 'line_items[0][price]');
			if (customer.currency && customer.currency !== price.currency)
				throw invalid('You cannot combine currencies on a single customer.');
			const now = nowOf(state, customer.id);
			const { line_items: _, mode: __, subscription_data: about, ...given } = params;
			const session = newCheckoutSession({ ...given, price }, now, base);
			state.rows['checkout.session'][session.id] = session;
			const { metadata: own = {}, trial_period_days: trialDays } = about ?? {};
			state.purchases[session.id] = { price: price.id, trialDays, metadata: own };
			return session;
		}
	),
	operation('checkout.sessions.retrieve', 'GET /checkout/sessions/{id}', {}, ({ state, path: [id = ''] }) =>
		sessionNamed(state, id)
	),
	operation(
		'checkout.sessions.list',
		'GET /checkout/sessions',
		{
			...listFields,
			customer: z.string().optional(),
			status: z.enum(['open', 'complete', 'expired']).optional()
		},
		({ state, params }) => {
			if (params.customer) customerNamed(state, params.customer);
			const all = Object.keys(state.rows['checkout.session']).map((id) => sessionNamed(state, id));
			const wanted = all.filter(
				({ customer, status }) =>
					(!params.customer || customer === params.customer) && (!params.status || status === params.status)
			);
			return listOf(wanted, params, '/v1/checkout/sessions');
		}
	),
	operation(
		'checkout.sessions.expire',
		'POST /checkout/sessions/{id}/expire',
		{},
		({ state, path: [id = ''] }) => {
			const session = sessionNamed(state, id);
			if (session.status !== 'open')
				throw invalid('Only Checkout Sessions with a status in ["open"] can be expired.');
			expire(state, id);
			return session;
		}
	)
];
