import { failedBy } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import type { Stripe } from '#server/ports/stripe.ts';
import { billingRow } from './billing-row.ts';

type Deps = { db: Db };

/**
 * Does something with the workspace's one customer at Stripe, which is made when there is none. One that Stripe no
 * longer knows, deleted or of the other mode, is made anew, once.
 */
export async function withCustomer<Result>(
	{ db }: Deps,
	stripe: Stripe,
	workspaceId: string,
	work: (customerId: string) => Promise<Result>
): Promise<Result> {
	const customer = await ensureCustomer(db, stripe, workspaceId);
	try {
		return await work(customer);
	} catch (error) {
		if (!failedBy('stripe', error) || error.code !== 'no_customer') throw error;
		await forget(db, workspaceId, customer);
		return work(await ensureCustomer(db, stripe, workspaceId));
	}
}

/**
 * However many ask at once, they ask with one key, so Stripe makes one customer; the first to come back writes it down.
 * The key dies after a day at Stripe, the row does not.
 */
async function ensureCustomer(db: Db, stripe: Stripe, workspaceId: string): Promise<string> {
	const row = await billingRow(db, workspaceId);
	if (row.customerId) return row.customerId;
	const key = `customer ${workspaceId} ${row.customerNumber}`;
	const created = await stripe.createCustomer(workspaceId, key);
	const { count } = await db.subscription.updateMany({
		where: { workspaceId, customerId: null, customerNumber: row.customerNumber },
		data: { customerId: created }
	});
	if (count === 1) await introduce(db, stripe, workspaceId, created);
	const { customerId } = await billingRow(db, workspaceId);
	return customerId ?? created;
}

async function introduce(db: Db, stripe: Stripe, workspaceId: string, customerId: string): Promise<void> {
	const { name, memberships } = await db.workspace.findUniqueOrThrow({
		where: { id: workspaceId },
		select: {
			name: true,
			memberships: { orderBy: { id: 'asc' }, take: 1, select: { user: { select: { email: true } } } }
		}
	});
	await stripe.nameCustomer(customerId, { name, email: memberships[0]?.user.email ?? null });
}

async function forget(db: Db, workspaceId: string, customerId: string): Promise<void> {
	await db.subscription.updateMany({
		where: { workspaceId, customerId },
		data: { customerId: null, customerNumber: { increment: 1 }, checkoutNumber: { increment: 1 } }
	});
}
