import type { PaidPlan } from '#lib/schemas/plan.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Stripe } from '#server/ports/stripe.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { billingRow, stripeOf, type BillingDeps } from './billing-row.ts';
import { liveSubscription } from './derive-state.ts';
import { withCustomer } from './with-customer.ts';

type Deps = BillingDeps & { clock: Clock; config: { origin: string } };

/**
 * Where the browser goes to get this plan: Stripe's payment page, or, with a subscription that lives, its page for a
 * change of plan. Never a second subscription: an open payment page is used again, however many tabs ask.
 * Throws `forbidden`, `not_configured`, and what Stripe says.
 */
export async function startCheckout(
	deps: Deps,
	actor: Actor,
	{ plan }: { plan: PaidPlan }
): Promise<{ url: string }> {
	authorise(actor, 'manage billing');
	const stripe = stripeOf(deps);
	const back = `${deps.config.origin}/billing`;
	return withCustomer(deps, stripe, actor.workspaceId, async (customer) => {
		const live = liveSubscription(await stripe.subscriptions(customer), deps.clock.now());
		if (live) {
			const change = live.plan !== plan && live.status !== 'past_due' && live.status !== 'incomplete';
			const flow = change
				? ({ to: 'change', subscription: live, plan } as const)
				: ({ to: 'manage' } as const);
			return { url: await stripe.portal(customer, flow, back) };
		}
		const successUrl = `${back}/success?session_id={CHECKOUT_SESSION_ID}`;
		const wanted = {
			workspaceId: actor.workspaceId,
			customerId: customer,
			plan,
			successUrl,
			cancelUrl: back
		};
		return { url: await paymentPage(deps, stripe, wanted) };
	});
}

type Wanted = Omit<Parameters<Stripe['createCheckout']>[0], 'idempotencyKey'>;

async function paymentPage(deps: Deps, stripe: Stripe, wanted: Wanted): Promise<string> {
	const open = await stripe.openCheckouts(wanted.customerId);
	const same = open.find(
		({ sells, successUrl, url }) => sells === wanted.plan && successUrl === wanted.successUrl && url !== null
	);
	await Promise.all(open.filter((one) => one !== same).map(({ id }) => stripe.expireCheckout(id)));
	return same?.url ?? newPage(deps, stripe, wanted);
}

/** The key names the attempt: tabs that ask at once get one page, and a page that is over is not given out again. */
async function newPage(deps: Deps, stripe: Stripe, wanted: Wanted): Promise<string> {
	const { workspaceId, customerId, plan, cancelUrl } = wanted;
	for (;;) {
		const { checkoutNumber } = await billingRow(deps.db, workspaceId);
		const session = await stripe.createCheckout({
			...wanted,
			idempotencyKey: `checkout ${workspaceId} ${checkoutNumber} ${customerId} ${plan} ${cancelUrl}`
		});
		if (session.url !== null) return session.url;
		await deps.db.subscription.updateMany({
			where: { workspaceId, checkoutNumber },
			data: { checkoutNumber: checkoutNumber + 1 }
		});
	}
}
