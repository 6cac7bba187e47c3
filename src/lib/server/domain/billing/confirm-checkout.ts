import type { CheckoutResult } from '#lib/schemas/billing.ts';
import { Plan } from '#lib/schemas/plan.ts';
import { notFound } from '#server/errors.ts';
import type { CheckoutSession } from '#server/ports/stripe.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { customerOf, stripeOf } from './billing-row.ts';
import { isOver } from './derive-state.ts';
import { syncBilling, wasRefunded, type SyncDeps } from './sync-billing.ts';

/**
 * What became of a payment page, from Stripe itself: the address of the page proves nothing, and no webhook is waited
 * for. Somebody else's session is answered as an unknown one. Throws `forbidden`, `not_configured`, `not_found`.
 */
export async function confirmCheckout(
	deps: SyncDeps,
	actor: Actor,
	sessionId: string
): Promise<CheckoutResult> {
	authorise(actor, 'manage billing');
	const stripe = stripeOf(deps);
	const session = await stripe.checkout(sessionId);
	const customer = await customerOf(deps.db, actor.workspaceId);
	if (!session || session.customerId !== customer || session.workspaceId !== actor.workspaceId)
		throw notFound('payment');
	const outcome = session.status === 'complete' ? await outcomeOf(deps, session) : session.status;
	const workspace = await deps.db.workspace.findUniqueOrThrow({
		where: { id: actor.workspaceId },
		select: { plan: true }
	});
	return { outcome, plan: Plan.parse(workspace.plan) };
}

/** Of the very subscription that was bought on this page: what the workspace has besides says nothing about it. */
async function outcomeOf(
	deps: SyncDeps,
	{ customerId, subscriptionId }: CheckoutSession
): Promise<CheckoutResult['outcome']> {
	const all = await syncBilling(deps, customerId);
	const bought = all.find(({ id }) => id === subscriptionId);
	if (!bought) return 'confirming';
	const row = await deps.db.subscription.findFirstOrThrow({ where: { customerId } });
	if (await wasRefunded(deps.db, row.workspaceId, bought.id)) return 'refunded';
	if (isOver(bought)) return 'ended';
	return row.subscriptionId === bought.id && row.paidPlan !== null ? 'active' : 'confirming';
}
