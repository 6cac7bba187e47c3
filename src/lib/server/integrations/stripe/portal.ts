import type StripeSdk from 'stripe';
import type { PortalFlow, Stripe } from '#server/ports/stripe.ts';
import type { Catalogue, PlanPrice } from './catalogue.ts';
import type { Ask } from './sdk.ts';

/** Counts up when what the portal offers changes: an account keeps the configurations that it was given. */
const revision = '1';

/**
 * Stripe's own pages for changing, ending and paying. Their configuration is ours, for an account has none by default:
 * a larger plan at once with the difference charged, a smaller one and an end with the period.
 */
export function createPortal(ask: Ask, catalogue: Catalogue): Pick<Stripe, 'portal'> {
	let made = { offers: '', id: '' };
	/** A new one as soon as another price is sold. */
	const configuration = async () => {
		const prices = await catalogue.sold();
		const offers = [revision, ...prices.map(({ id }) => id)].join(' ');
		if (made.offers !== offers) made = { offers, id: await findOrMake(ask, prices, offers) };
		return made.id;
	};
	return {
		async portal(customer, flow, returnUrl) {
			const flowData = await flowOf(catalogue, flow, returnUrl);
			const given = { customer, configuration: await configuration(), return_url: returnUrl, ...flowData };
			const { url } = await ask((sdk) => sdk.billingPortal.sessions.create(given));
			return url;
		}
	};
}

async function findOrMake(ask: Ask, prices: PlanPrice[], offers: string): Promise<string> {
	const { data } = await ask((sdk) => sdk.billingPortal.configurations.list({ active: true, limit: 100 }));
	const found = data.find(({ metadata }) => metadata?.agentforce === offers);
	if (found) return found.id;
	const made = await ask((sdk) =>
		sdk.billingPortal.configurations.create(
			{ features: featuresOf(prices), metadata: { agentforce: offers } },
			{ idempotencyKey: `portal ${offers}` }
		)
	);
	return made.id;
}

function featuresOf(prices: PlanPrice[]): StripeSdk.BillingPortal.ConfigurationCreateParams.Features {
	return {
		subscription_update: {
			enabled: true,
			default_allowed_updates: ['price'],
			products: prices.map(({ productId, id }) => ({ product: productId, prices: [id] })),
			proration_behavior: 'always_invoice',
			schedule_at_period_end: { conditions: [{ type: 'decreasing_item_amount' }] }
		},
		subscription_cancel: { enabled: true, mode: 'at_period_end' },
		payment_method_update: { enabled: true },
		invoice_history: { enabled: true }
	};
}

type FlowData = Pick<StripeSdk.BillingPortal.SessionCreateParams, 'flow_data'>;

async function flowOf(catalogue: Catalogue, flow: PortalFlow, returnUrl: string): Promise<FlowData> {
	if (flow.to === 'manage') return {};
	const after = { type: 'redirect' as const, redirect: { return_url: returnUrl } };
	if (flow.to === 'pay') return { flow_data: { type: 'payment_method_update', after_completion: after } };
	const { id: price } = await catalogue.of(flow.plan);
	const { id, itemId } = flow.subscription;
	return {
		flow_data: {
			type: 'subscription_update_confirm',
			after_completion: after,
			subscription_update_confirm: { subscription: id, items: [{ id: itemId, price, quantity: 1 }] }
		}
	};
}
