import type { PaidPlan } from '#lib/schemas/plan.ts';
import type { Price } from '#lib/schemas/billing.ts';
import { failedBy } from '#server/errors.ts';
import type { Stripe } from '#server/ports/stripe.ts';
import { createCatalogue } from './catalogue.ts';
import { createCheckouts } from './checkout.ts';
import { createEventReader } from './events.ts';
import { createBills } from './invoices.ts';
import { createPortal } from './portal.ts';
import { createAsk, type Settings } from './sdk.ts';
import { readSubscriptions } from './subscriptions.ts';

export function createStripe(settings: Settings): Stripe {
	const ask = createAsk(settings);
	const catalogue = createCatalogue(ask, settings);
	return {
		sandbox: settings.sandbox,
		livemode: settings.livemode,
		problem: () => catalogue.problem(),
		async prices() {
			const prices: Partial<Record<PaidPlan, Price>> = {};
			for (const { plan, price } of await catalogue.sold()) prices[plan] = price;
			return prices;
		},
		price: async (plan) => (await catalogue.of(plan)).price,
		async createCustomer(workspaceId, idempotencyKey) {
			// Nothing that may change between two attempts: the same key takes the same parameters only.
			const created = await ask((sdk) =>
				sdk.customers.create({ metadata: { workspaceId } }, { idempotencyKey })
			);
			return created.id;
		},
		async nameCustomer(customerId, { name, email }) {
			await ask((sdk) => sdk.customers.update(customerId, { name, ...(email && { email }) }));
		},
		subscriptions: (customerId) => readSubscriptions(ask, catalogue, customerId),
		async setEnd(subscription, ends) {
			if (ends && subscription.scheduled) {
				const { id } = subscription.scheduled;
				await ask((sdk) => sdk.subscriptionSchedules.release(id));
			}
			const cancelAt = ends ? ('min_period_end' as const) : ('' as const);
			await ask((sdk) => sdk.subscriptions.update(subscription.id, { cancel_at: cancelAt }));
		},
		async cancel({ id }) {
			try {
				await ask((sdk) => sdk.subscriptions.cancel(id, { prorate: false }));
			} catch (error) {
				// Already ended, perhaps by an attempt of ours that was cut off.
				if (!failedBy('stripe', error) || error.code !== 'not_found') throw error;
			}
		},
		...createCheckouts(ask, catalogue),
		...createPortal(ask, catalogue),
		...createBills(ask, catalogue),
		...createEventReader(ask, settings)
	};
}
