import type StripeSdk from 'stripe';
import type { StripeStatus, StripeSubscription } from '#server/ports/stripe.ts';
import type { Catalogue } from './catalogue.ts';
import { idOf, timeOf, type Ask } from './sdk.ts';

/** All of a customer's subscriptions, with the bill and the planned change of each. */
export async function readSubscriptions(
	ask: Ask,
	catalogue: Catalogue,
	customerId: string
): Promise<StripeSubscription[]> {
	const { data } = await ask((sdk) =>
		sdk.subscriptions.list({
			customer: customerId,
			status: 'all',
			limit: 100,
			expand: ['data.schedule']
		})
	);
	return Promise.all(data.map((subscription) => subscriptionOf(ask, catalogue, subscription)));
}

async function subscriptionOf(
	ask: Ask,
	catalogue: Catalogue,
	given: StripeSdk.Subscription
): Promise<StripeSubscription> {
	const [item] = given.items.data;
	if (!item) throw new Error('A subscription has no item.');
	const { price } = item;
	return {
		id: given.id,
		itemId: item.id,
		status: given.status as StripeStatus,
		plan: await catalogue.planOf(price),
		price: { amount: price.unit_amount ?? 0, currency: price.currency, interval: 'month' },
		createdAt: timeOf(given.created),
		periodEnd: timeOf(item.current_period_end),
		// Under flexible billing nothing else says that it ends: cancel_at_period_end stays false.
		cancelAt: given.cancel_at === null ? null : timeOf(given.cancel_at),
		scheduled: await scheduledOf(ask, catalogue, given, price.id),
		unpaidSince: given.status === 'past_due' ? await unpaidSince(ask, given) : null,
		workspaceId: given.metadata.workspaceId ?? null
	};
}

/** The oldest bill that is still open: a new one each month would begin the week of grace anew. */
async function unpaidSince(ask: Ask, { id, customer }: StripeSdk.Subscription): Promise<Date | null> {
	const open = { customer: idOf(customer), subscription: id, status: 'open', limit: 100 } as const;
	const { data } = await ask((sdk) => sdk.invoices.list(open));
	const finalised = data.flatMap(({ status_transitions: { finalized_at: at } }) => at ?? []);
	return finalised.length === 0 ? null : timeOf(Math.min(...finalised));
}

/** The next phase of a schedule, as the portal makes one for a smaller plan. */
async function scheduledOf(
	ask: Ask,
	catalogue: Catalogue,
	{ schedule }: StripeSdk.Subscription,
	now: string
) {
	if (schedule === null || typeof schedule === 'string' || schedule.status !== 'active') return null;
	const next = schedule.phases.find(
		({ start_date: start }) => start >= (schedule.current_phase?.end_date ?? 0)
	);
	const price = next?.items[0]?.price;
	if (!next || !price || idOf(price) === now) return null;
	const plan = await catalogue.planOf(await ask((sdk) => sdk.prices.retrieve(idOf(price))));
	return { id: schedule.id, plan, at: timeOf(next.start_date) };
}
