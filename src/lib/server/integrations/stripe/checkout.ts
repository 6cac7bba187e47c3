import type StripeSdk from 'stripe';
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
			return Promise.all(data.map((session) => sessionOf(catalogue, session)));
		},
		async createCheckout({ customerId, workspaceId, plan, successUrl, cancelUrl, idempotencyKey }) {
			const { id: price } = await catalogue.of(plan);
			const about = { workspaceId, plan, price };
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
					// With another price it is another session: the same key takes the same parameters only.
					{ idempotencyKey: `${idempotencyKey} ${price}` }
				)
			);
			// The key may have been answered long ago, with a session that was open then.
			return sessionOf(catalogue, await ask((sdk) => sdk.checkout.sessions.retrieve(id)));
		},
		async checkout(id) {
			try {
				return await sessionOf(catalogue, await ask((sdk) => sdk.checkout.sessions.retrieve(id)));
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

async function sessionOf(
	catalogue: Catalogue,
	session: StripeSdk.Checkout.Session
): Promise<CheckoutSession> {
	const sold = await catalogue.sold();
	return {
		id: session.id,
		url: session.url,
		status: statuses.find((status) => status === session.status) ?? 'open',
		customerId: idOf(session.customer),
		workspaceId: session.client_reference_id,
		sells: sold.find(({ id }) => id === session.metadata?.price)?.plan ?? null,
		successUrl: session.success_url,
		subscriptionId: idOf(session.subscription) || null
	};
}
