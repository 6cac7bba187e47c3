import type { Db, Tx } from '#server/ports/db.ts';
import type { Stripe } from '#server/ports/stripe.ts';
import { DomainError } from '#server/errors.ts';

/** What billing verbs are given: Stripe is null where there are no keys. */
export type BillingDeps = { db: Db; stripe: Stripe | null };

/** Throws `not_configured`: nothing is ever simulated in its place. */
export function stripeOf({ stripe }: Pick<BillingDeps, 'stripe'>): Stripe {
	if (stripe) return stripe;
	const message =
		'Plans are set by whoever runs this AgentForce: nothing can be bought here. Ask them for a larger one.';
	throw new DomainError('not_configured', message);
}

/** The workspace's row, made with the first look. */
export async function billingRow(db: Db | Tx, workspaceId: string) {
	await db.$executeRaw`
		insert into subscriptions (workspace_id) values (${workspaceId}::uuid) on conflict (workspace_id) do nothing`;
	return db.subscription.findUniqueOrThrow({ where: { workspaceId } });
}

/** Only the customer, without making anything; null: there is none. */
export async function customerOf(db: Db, workspaceId: string): Promise<string | null> {
	const row = await db.subscription.findUnique({ where: { workspaceId }, select: { customerId: true } });
	return row?.customerId ?? null;
}
