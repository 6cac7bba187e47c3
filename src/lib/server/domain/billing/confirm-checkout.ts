import type { CheckoutResult } from '#lib/schemas/billing.ts';
import { Plan } from '#lib/schemas/plan.ts';
import { notFound } from '#server/errors.ts';
import type { CheckoutSession } from '#server/ports/stripe.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { customerOf, stripeOf } from './billing-row.ts';
import { syncBilling, type SyncDeps } from './sync-billing.ts';

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
	if (session.status === 'complete') await syncBilling(deps, session.customerId);
	return resultOf(deps, actor, session);
}

async function resultOf({ db }: SyncDeps, actor: Actor, session: CheckoutSession): Promise<CheckoutResult> {
	const workspace = await db.workspace.findUniqueOrThrow({
		where: { id: actor.workspaceId },
		select: { plan: true }
	});
	const plan = Plan.parse(workspace.plan);
	if (session.status !== 'complete') return { outcome: session.status, plan };
	return { outcome: plan === 'free' ? 'confirming' : 'active', plan };
}
