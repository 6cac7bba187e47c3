import type { PlanPreview } from '#lib/schemas/billing.ts';
import type { PaidPlan } from '#lib/schemas/plan.ts';
import { DomainError } from '#server/errors.ts';
import type { Stripe, StripeSubscription } from '#server/ports/stripe.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { customerOf, stripeOf } from './billing-row.ts';
import { liveSubscription } from './derive-state.ts';
import { syncBilling, type SyncDeps } from './sync-billing.ts';

type Deps = SyncDeps & { config: { origin: string } };
type Found = { stripe: Stripe; customer: string; live: StripeSubscription };

/** Throws `forbidden`, `not_configured`, and `illegal_transition` without a subscription. */
async function found(deps: SyncDeps, actor: Actor): Promise<Found> {
	authorise(actor, 'manage billing');
	const stripe = stripeOf(deps);
	const customer = await customerOf(deps.db, actor.workspaceId);
	const live = customer && liveSubscription(await stripe.subscriptions(customer), deps.clock.now());
	if (!customer || !live) throw new DomainError('illegal_transition', 'There is no subscription to change.');
	return { stripe, customer, live };
}

/** What a plan would cost now and every month, as Stripe reckons it. Changes nothing. */
export async function previewPlan(
	deps: SyncDeps,
	actor: Actor,
	{ plan }: { plan: PaidPlan }
): Promise<PlanPreview> {
	authorise(actor, 'manage billing');
	const stripe = stripeOf(deps);
	const customer = await customerOf(deps.db, actor.workspaceId);
	const live = customer && liveSubscription(await stripe.subscriptions(customer), deps.clock.now());
	if (customer && live) return stripe.preview(customer, live, plan);
	const { amount, currency } = await stripe.price(plan);
	const prorationDate = Math.floor(deps.clock.now().getTime() / 1_000);
	return { amountNow: amount, amountNext: amount, currency, prorationDate, startsAt: null };
}

/** Stripe's page for everything about the subscription; while a bill is open, the one for another card. */
export async function openPortal(deps: Deps, actor: Actor): Promise<{ url: string }> {
	const { stripe, customer, live } = await found(deps, actor);
	const flow = live.status === 'past_due' ? ({ to: 'pay' } as const) : ({ to: 'manage' } as const);
	return { url: await stripe.portal(customer, flow, `${deps.config.origin}/billing`) };
}

/** Lets it end with the period that is paid for. */
export async function cancelPlan(deps: SyncDeps, actor: Actor): Promise<void> {
	await setEnd(deps, actor, true);
}

/** Takes that back, until it has ended. */
export async function resumePlan(deps: SyncDeps, actor: Actor): Promise<void> {
	await setEnd(deps, actor, false);
}

async function setEnd(deps: SyncDeps, actor: Actor, ends: boolean): Promise<void> {
	const { stripe, customer, live } = await found(deps, actor);
	if (ends !== (live.cancelAt !== null)) await stripe.setEnd(live, ends);
	await syncBilling(deps, customer);
}
