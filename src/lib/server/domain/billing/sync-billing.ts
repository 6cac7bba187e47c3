import { failedBy } from '#server/errors.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Log } from '#server/ports/log.ts';
import type { Stripe, StripeSubscription } from '#server/ports/stripe.ts';
import { recordEvent } from '../event/record-event.ts';
import { applyPlan } from './apply-plan.ts';
import { deriveState, type DerivedState } from './derive-state.ts';

export type SyncDeps = { db: Db; jobs: Jobs; log: Log; stripe: Stripe | null; clock: Clock };

/**
 * Makes our state what Stripe's is now, from the customer's subscriptions there and nothing else: which event brought
 * us here, in which order and how often, does not matter. Of two that read at once, the one that began later counts.
 * A customer of nobody's is left alone. Answers what Stripe has.
 */
export async function syncBilling(deps: SyncDeps, customerId: string): Promise<StripeSubscription[]> {
	const { db, stripe } = deps;
	if (!stripe) return [];
	const [ticket] = await db.$queryRaw<{ workspace_id: string; reads: number }[]>`
		update subscriptions set reads = reads + 1 where customer_id = ${customerId} returning workspace_id, reads`;
	if (!ticket) return [];
	const { workspace_id: workspaceId, reads } = ticket;
	const all = await subscriptionsOf(stripe, customerId);
	const state = deriveState(all, deps.clock.now());
	await db.$transaction((tx) => write(deps, tx, { workspaceId, customerId, reads }, state));
	await endDuplicates(deps, stripe, { workspaceId, customerId }, state.duplicates);
	return all;
}

/** One that was deleted has none. */
async function subscriptionsOf(stripe: Stripe, customerId: string): Promise<StripeSubscription[]> {
	try {
		return await stripe.subscriptions(customerId);
	} catch (error) {
		if (failedBy('stripe', error) && error.code === 'no_customer') return [];
		throw error;
	}
}

type Place = { workspaceId: string; customerId: string; reads: number };

async function write(
	deps: SyncDeps,
	tx: Tx,
	{ workspaceId, customerId, reads }: Place,
	state: DerivedState
): Promise<void> {
	await tx.$queryRaw`select 1 from subscriptions where workspace_id = ${workspaceId}::uuid for no key update`;
	const before = await tx.subscription.findUniqueOrThrow({ where: { workspaceId } });
	const { subscription, graceUntil, paid } = state;
	if (paid === 'unknown')
		deps.log.error(
			{ workspaceId, subscription: subscription?.id },
			'A subscription has a price that no plan has'
		);
	const { count } = await tx.subscription.updateMany({
		// Somebody who began later has already written.
		where: { workspaceId, customerId, written: { lt: reads } },
		data: {
			written: reads,
			subscriptionId: subscription?.id ?? null,
			status: state.status,
			// What a price that we do not know gives is what it gave before.
			paidPlan: paid === 'unknown' ? before.paidPlan : paid,
			amount: subscription?.price.amount ?? null,
			currency: subscription?.price.currency ?? null,
			periodEnd: subscription?.periodEnd ?? null,
			cancelAt: subscription?.cancelAt ?? null,
			scheduledPlan: subscription?.scheduled?.plan ?? null,
			scheduledAt: subscription?.scheduled?.at ?? null,
			graceUntil
		}
	});
	if (count === 0) return;
	await applyPlan(deps.jobs, tx, workspaceId);
	await lookAgain(deps, tx, customerId, graceUntil);
	if (state.status !== before.status || String(subscription?.cancelAt) !== String(before.cancelAt))
		await recordEvent(tx, { workspaceId, kind: 'billing.changed', data: { reason: state.status } });
}

/** Nothing comes from Stripe when the week after an unpaid bill is over. */
async function lookAgain(
	{ jobs, clock }: SyncDeps,
	tx: Tx,
	customerId: string,
	graceUntil: Date | null
): Promise<void> {
	if (graceUntil === null || graceUntil <= clock.now()) return;
	await jobs.add(tx, 'sync-billing', { customerId }, { runAt: graceUntil, key: `grace ${customerId}` });
}

/** Two tabs, two payments: the second is ended and given back, and the owner is told. */
async function endDuplicates(
	{ db, log }: SyncDeps,
	stripe: Stripe,
	{ workspaceId, customerId }: { workspaceId: string; customerId: string },
	duplicates: StripeSubscription[]
): Promise<void> {
	for (const duplicate of duplicates) {
		await stripe.refund(duplicate, customerId);
		const told = await db.$transaction((tx) => recordRefund(tx, workspaceId, duplicate.id));
		if (told)
			log.warn({ workspaceId, subscription: duplicate.id }, 'A second subscription is refunded and ended');
		// Last: whoever was stopped before it finds the subscription alive, and begins again.
		await stripe.cancel(duplicate);
	}
}

/** Once for each subscription. */
async function recordRefund(tx: Tx, workspaceId: string, subscription: string): Promise<boolean> {
	await tx.$queryRaw`select 1 from workspaces where id = ${workspaceId}::uuid for no key update`;
	const known = await wasRefunded(tx, workspaceId, subscription);
	if (!known)
		await recordEvent(tx, { workspaceId, kind: 'billing.refunded', data: { reason: subscription } });
	return !known;
}

/** Whether this subscription was one too many, and was given back. */
export async function wasRefunded(db: Db | Tx, workspaceId: string, subscription: string): Promise<boolean> {
	const [known] = await db.$queryRaw<unknown[]>`
		select 1 from events where workspace_id = ${workspaceId}::uuid and kind = 'billing.refunded'
			and data ->> 'reason' = ${subscription}`;
	return known !== undefined;
}
