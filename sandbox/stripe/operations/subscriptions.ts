import { z } from 'zod';
import { cancelAt, changePrice, end, nowFor, release, subscribe } from '../billing/subscriptions.ts';
import { customerOf, draft, itemOf, periodLine } from '../billing/invoices.ts';
import { prorations } from '../billing/subscriptions.ts';
import { chargedLater } from '../billing/cards.ts';
import { invalid, missing } from '../errors.ts';
import { emit } from '../events.ts';
import { listFields, listOf, metadata, number, operation } from '../operation.ts';
import { nowOf, type State } from '../state.ts';
import { priceOnSale } from './catalogue.ts';
import { customerNamed } from './customers.ts';

export function subscriptionNamed(state: State, id: string, param = 'id') {
	const subscription = state.rows.subscription[id];
	if (!subscription) throw missing('subscription', id, param);
	return subscription;
}

function liveNamed(state: State, id: string) {
	const subscription = subscriptionNamed(state, id);
	if (subscription.ended_at !== null) throw missing('subscription', id, 'id');
	return subscription;
}

const items = z.array(z.strictObject({ id: z.string(), price: z.string() })).length(1);
const proration = z.enum(['always_invoice', 'none']);

function itemPrice(state: State, subscriptionId: string, [item]: z.infer<typeof items>) {
	const subscription = liveNamed(state, subscriptionId);
	if (item?.id !== itemOf(subscription).id)
		throw missing('subscription_item', item?.id ?? '', 'items[0][id]');
	return { subscription, price: priceOnSale(state, item.price, 'items[0][price]') };
}

export const subscriptionOperations = [
	operation(
		'subscriptions.create',
		'POST /subscriptions',
		{
			customer: z.string(),
			items: z.array(z.strictObject({ price: z.string() })).length(1),
			metadata: metadata().optional(),
			trial_period_days: number().optional(),
			payment_behavior: z.literal('default_incomplete').optional()
		},
		({ state, params, base }) => {
			const customer = customerNamed(state, params.customer);
			const price = priceOnSale(state, params.items[0]?.price ?? '', 'items[0][price]');
			const paid = params.payment_behavior === undefined && chargedLater(state, customer) === 'paid';
			const start = {
				customer,
				price,
				metadata: params.metadata ?? {},
				trialDays: params.trial_period_days,
				paid
			};
			return subscribe(state, start, { base, now: nowOf(state, customer.id) });
		}
	),
	operation('subscriptions.retrieve', 'GET /subscriptions/{id}', {}, ({ state, path: [id = ''] }) =>
		subscriptionNamed(state, id)
	),
	operation(
		'subscriptions.list',
		'GET /subscriptions',
		{ ...listFields, customer: z.string(), status: z.enum(['all']).optional() },
		({ state, params }) => {
			if (!state.rows.customer[params.customer]) throw missing('customer', params.customer, 'customer');
			const own = Object.values(state.rows.subscription).filter(
				({ customer }) => customer === params.customer
			);
			const wanted = params.status ? own : own.filter(({ ended_at }) => ended_at === null);
			return listOf(wanted, params, '/v1/subscriptions');
		}
	),
	operation(
		'subscriptions.update',
		'POST /subscriptions/{id}',
		{
			items: items.optional(),
			proration_behavior: proration.optional(),
			proration_date: number().optional(),
			payment_behavior: z.literal('error_if_incomplete').optional(),
			cancel_at: z.union([z.literal(''), z.literal('min_period_end'), number()]).optional(),
			metadata: metadata().optional()
		},
		({ state, path: [id = ''], params, base }) => {
			const subscription = liveNamed(state, id);
			const now = nowFor(state, subscription);
			if (params.items) {
				const { price } = itemPrice(state, id, params.items);
				changePrice(state, subscription, price, { base, now }, params.proration_date);
			}
			const { cancel_at: at } = params;
			const ends = at === 'min_period_end' ? itemOf(subscription).current_period_end : at === '' ? null : at;
			if (ends !== undefined) cancelAt(state, subscription, ends, now);
			if (params.metadata) subscription.metadata = { ...subscription.metadata, ...params.metadata };
			return subscription;
		}
	),
	operation(
		'subscriptions.cancel',
		'DELETE /subscriptions/{id}',
		{ prorate: z.literal('false').optional(), invoice_now: z.literal('false').optional() },
		({ state, path: [id = ''] }) => {
			const subscription = liveNamed(state, id);
			end(state, subscription, nowFor(state, subscription));
			return subscription;
		}
	),
	operation(
		'subscriptionSchedules.retrieve',
		'GET /subscription_schedules/{id}',
		{},
		({ state, path: [id = ''] }) => {
			const schedule = state.rows.subscription_schedule[id];
			if (!schedule) throw missing('subscription_schedule', id, 'id');
			return schedule;
		}
	),
	operation(
		'subscriptionSchedules.release',
		'POST /subscription_schedules/{id}/release',
		{},
		({ state, path: [id = ''] }) => {
			const schedule = state.rows.subscription_schedule[id];
			const subscription = schedule?.subscription && state.rows.subscription[String(schedule.subscription)];
			if (!schedule) throw missing('subscription_schedule', id, 'id');
			if (!subscription) throw invalid('You cannot release a subscription schedule that is released.');
			release(state, subscription, nowFor(state, subscription));
			emit(state, 'customer.subscription.updated', subscription);
			return schedule;
		}
	),
	operation(
		'invoices.createPreview',
		'POST /invoices/create_preview',
		{
			customer: z.string(),
			subscription: z.string(),
			subscription_details: z
				.strictObject({ items, proration_behavior: proration, proration_date: number().optional() })
				.optional()
		},
		({ state, params, base }) => {
			const given = liveNamed(state, params.subscription);
			const now = nowFor(state, given);
			const details = params.subscription_details;
			const changed = details && itemPrice(state, given.id, details.items);
			const at = details?.proration_date ?? now;
			const lines = changed ? prorations(given, changed.price, at) : [periodLine(itemOf(given))];
			const preview = draft(state, given, { lines, reason: 'upcoming', now, prorationDate: at, base });
			return { ...preview, id: `upcoming_${customerOf(state, given).id}`, status: 'draft' };
		}
	)
];
