import type StripeSdk from 'stripe';
import { PaidPlan } from '#lib/schemas/plan.ts';
import { failedBy } from '#server/errors.ts';
import type { CheckoutSession, Stripe } from '#server/ports/stripe.ts';
import type { Catalogue } from './catalogue.ts';
import { idOf, type Ask } from './sdk.ts';

type Checkouts = Pick<Stripe, 'openCheckouts' | 'createCheckout' | 'checkout' | 'expireCheckout'>;

export function createCheckouts(ask: Ask, catalogue: Catalogue): Checkouts {
	return {
		async openCheckouts(customer) {
			const { data } = await ask((sdk) =>
				sdk.checkout.sessions.list({ customer, status: 'open', limit: 100 })
			);
			return data.map(sessionOf);
		},
		async createCheckout({ customerId, workspaceId, plan, successUrl, cancelUrl, idempotencyKey }) {
			const { id: price } = await catalogue.of(plan);
			const about = { workspaceId, plan };
			const { id } = await ask((sdk) =>
				sdk.checkout.sessions.create(
					{
						mode: 'subscription',
						customer: customerId,
						client_reference_id: workspaceId,
						line_items: [{ price, quantity: 1 }],
						success_url: successUrl,
						cancel_url: cancelUrl,
						metadata: about,
						subscription_data: { metadata: about }
					},
					{ idempotencyKey }
				)
			);
			// The key may have been answered long ago, with a session that was open then.
			return sessionOf(await ask((sdk) => sdk.checkout.sessions.retrieve(id)));
		},
		async checkout(id) {
			try {
				return sessionOf(await ask((sdk) => sdk.checkout.sessions.retrieve(id)));
			} catch (error) {
				if (failedBy('stripe', error) && error.code === 'not_found') return null;
				throw error;
			}
		},
		async expireCheckout(id) {
			try {
				await ask((sdk) => sdk.checkout.sessions.expire(id));
			} catch (error) {
				// Paid or expired in between: then there is nothing to expire.
				if (!failedBy('stripe', error) || error.code !== 'refused') throw error;
			}
		}
	};
}

const statuses = ['open', 'complete', 'expired'] as const;

function sessionOf(session: StripeSdk.Checkout.Session): CheckoutSession {
	return {
		id: session.id,
		url: session.url,
		status: statuses.find((status) => status === session.status) ?? 'open',
		customerId: idOf(session.customer),
		workspaceId: session.client_reference_id,
		plan: PaidPlan.safeParse(session.metadata?.plan).data ?? null
	};
}
