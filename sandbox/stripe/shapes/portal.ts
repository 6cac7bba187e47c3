import type Stripe from 'stripe';
import { newId } from '../state.ts';

type Features = Stripe.BillingPortal.ConfigurationCreateParams.Features;

/** Every feature as an object, the way Stripe answers, off unless it was asked for. */
function featuresOf(given: Features): Stripe.BillingPortal.Configuration.Features {
	const update = given.subscription_update;
	return {
		customer_update: { allowed_updates: [], enabled: given.customer_update?.enabled ?? false },
		invoice_history: { enabled: given.invoice_history?.enabled ?? false },
		payment_method_update: {
			enabled: given.payment_method_update?.enabled ?? false,
			payment_method_configuration: null
		},
		subscription_cancel: {
			cancellation_reason: { enabled: false, feedback_options: null, options: [] },
			enabled: given.subscription_cancel?.enabled ?? false,
			mode: given.subscription_cancel?.mode ?? 'at_period_end',
			proration_behavior: 'none'
		},
		subscription_pause: { duration: { behavior: 'indefinite' } as never, enabled: false },
		subscription_update: {
			billing_cycle_anchor: null,
			default_allowed_updates: update?.default_allowed_updates || [],
			enabled: update?.enabled ?? false,
			products: (update?.products || []).map(({ product, prices }) => ({
				adjustable_quantity: { enabled: false, maximum: null, minimum: 1 },
				prices,
				product
			})),
			proration_behavior: update?.proration_behavior ?? 'none',
			schedule_at_period_end: { conditions: update?.schedule_at_period_end?.conditions ?? [] },
			trial_update_behavior: 'end_trial'
		}
	};
}

export function newConfiguration(
	given: {
		features: Features;
		metadata?: Stripe.Metadata | undefined;
		default_return_url?: string | undefined;
	},
	now: number
): Stripe.BillingPortal.Configuration {
	return {
		id: newId('bpc'),
		object: 'billing_portal.configuration',
		active: true,
		application: null,
		business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
		created: now,
		default_return_url: given.default_return_url ?? null,
		features: featuresOf(given.features),
		is_default: false,
		livemode: false,
		login_page: { enabled: false, url: null },
		metadata: given.metadata ?? {},
		name: null,
		updated: now
	} satisfies Stripe.BillingPortal.Configuration;
}

type Flow = Stripe.BillingPortal.SessionCreateParams.FlowData;

function flowOf(given: Flow): Stripe.BillingPortal.Session.Flow {
	const confirm = given.subscription_update_confirm;
	const redirect = given.after_completion?.redirect;
	return {
		after_completion: {
			hosted_confirmation: null,
			redirect: redirect ? { return_url: redirect.return_url } : null,
			type: redirect ? 'redirect' : 'portal_homepage'
		},
		customer_update: null,
		subscription_cancel: given.subscription_cancel
			? { retention: null, subscription: given.subscription_cancel.subscription }
			: null,
		subscription_pause: null,
		subscription_update: given.subscription_update ?? null,
		subscription_update_confirm: confirm
			? {
					discounts: null,
					items: confirm.items.map(({ id, price }) => ({ id, price: price ?? null, quantity: 1 })),
					subscription: confirm.subscription
				}
			: null,
		type: given.type
	};
}

export function newPortalSession(
	given: {
		customer: string;
		configuration: string;
		return_url?: string | undefined;
		flow_data?: Flow | undefined;
	},
	now: number,
	base: string
): Stripe.BillingPortal.Session {
	const id = newId('bps');
	return {
		id,
		object: 'billing_portal.session',
		configuration: given.configuration,
		created: now,
		customer: given.customer,
		customer_account: null,
		flow: given.flow_data ? flowOf(given.flow_data) : null,
		livemode: false,
		locale: null,
		on_behalf_of: null,
		return_url: given.return_url ?? null,
		url: `${base}/portal/${id}`
	} satisfies Stripe.BillingPortal.Session;
}
