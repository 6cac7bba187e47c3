import { z } from 'zod';
import { invalid, missing } from '../errors.ts';
import { boolean, listFields, listOf, metadata, operation } from '../operation.ts';
import { newConfiguration, newPortalSession } from '../shapes/portal.ts';
import { nowOf, type State } from '../state.ts';
import { priceNamed } from './catalogue.ts';
import { customerNamed } from './customers.ts';
import { subscriptionNamed } from './subscriptions.ts';

const toggle = () => z.strictObject({ enabled: boolean() });
const features = z.strictObject({
	customer_update: z
		.strictObject({ enabled: boolean(), allowed_updates: z.array(z.string()).optional() })
		.optional(),
	invoice_history: toggle().optional(),
	payment_method_update: toggle().optional(),
	subscription_cancel: z
		.strictObject({
			enabled: boolean(),
			mode: z.enum(['at_period_end', 'immediately']).optional(),
			cancellation_reason: z.strictObject({ enabled: boolean(), options: z.array(z.string()) }).optional()
		})
		.optional(),
	subscription_update: z
		.strictObject({
			enabled: boolean(),
			default_allowed_updates: z.array(z.enum(['price', 'quantity', 'promotion_code'])),
			products: z.array(z.strictObject({ product: z.string(), prices: z.array(z.string()) })).max(10),
			proration_behavior: z.enum(['always_invoice', 'none']).optional(),
			schedule_at_period_end: z
				.strictObject({
					conditions: z.array(
						z.strictObject({ type: z.enum(['decreasing_item_amount', 'shortening_interval']) })
					)
				})
				.optional()
		})
		.optional()
});

const flow = z.strictObject({
	type: z.enum([
		'payment_method_update',
		'subscription_cancel',
		'subscription_update',
		'subscription_update_confirm'
	]),
	after_completion: z
		.strictObject({ type: z.literal('redirect'), redirect: z.strictObject({ return_url: z.url() }) })
		.optional(),
	subscription_cancel: z.strictObject({ subscription: z.string() }).optional(),
	subscription_update: z.strictObject({ subscription: z.string() }).optional(),
	subscription_update_confirm: z
		.strictObject({
			subscription: z.string(),
			items: z
				.array(z.strictObject({ id: z.string(), price: z.string(), quantity: z.coerce.number().optional() }))
				.length(1)
		})
		.optional()
});

export function configurationNamed(state: State, id: string) {
	const configuration = state.rows['billing_portal.configuration'][id];
	if (!configuration) throw missing('billing portal configuration', id, 'configuration');
	return configuration;
}

function checkFlow(state: State, customer: string, given: z.infer<typeof flow> | undefined): void {
	const confirm = given?.subscription_update_confirm;
	const id = confirm?.subscription ?? given?.subscription_cancel?.subscription;
	if (!id) return;
	const subscription = subscriptionNamed(state, id, 'flow_data[subscription]');
	if (subscription.customer !== customer) throw missing('subscription', id, 'flow_data[subscription]');
	if (subscription.cancel_at !== null && given?.type === 'subscription_cancel')
		throw invalid('This subscription cannot be canceled because it is already set to be canceled.');
	const [item] = confirm?.items ?? [];
	if (!item) return;
	if (item.id !== subscription.items.data[0]?.id)
		throw missing('subscription item', item.id, 'flow_data[items]');
	if (priceNamed(state, item.price, 'flow_data[items]').id === subscription.items.data[0]?.price.id)
		throw invalid('The subscription update does not change the subscription.');
}

export const portalOperations = [
	operation(
		'billingPortal.configurations.create',
		'POST /billing_portal/configurations',
		{ features, default_return_url: z.url().optional(), metadata: metadata().optional() },
		({ state, params }) => {
			const configuration = newConfiguration(params as Parameters<typeof newConfiguration>[0], nowOf(state));
			state.rows['billing_portal.configuration'][configuration.id] = configuration;
			return configuration;
		}
	),
	operation(
		'billingPortal.configurations.list',
		'GET /billing_portal/configurations',
		{ ...listFields, active: boolean().optional() },
		({ state, params }) =>
			listOf(
				Object.values(state.rows['billing_portal.configuration']),
				params,
				'/v1/billing_portal/configurations'
			)
	),
	operation(
		'billingPortal.sessions.create',
		'POST /billing_portal/sessions',
		{
			customer: z.string(),
			configuration: z.string().optional(),
			return_url: z.url().optional(),
			flow_data: flow.optional()
		},
		({ state, params, base }) => {
			const customer = customerNamed(state, params.customer);
			if (!params.configuration)
				throw invalid(
					'No configuration provided and your test mode default configuration has not been created.'
				);
			configurationNamed(state, params.configuration);
			checkFlow(state, customer.id, params.flow_data);
			const given = { ...params, configuration: params.configuration } as Parameters<
				typeof newPortalSession
			>[0];
			const session = newPortalSession(given, nowOf(state, customer.id), base);
			state.rows['billing_portal.session'][session.id] = session;
			return session;
		}
	)
];
