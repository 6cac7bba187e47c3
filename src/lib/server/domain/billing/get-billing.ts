import { BillingStatus, type Billing } from '#lib/schemas/billing.ts';
import { Plan } from '#lib/schemas/plan.ts';
import type { Db } from '#server/ports/db.ts';
import type { Log } from '#server/ports/log.ts';
import { authorise, type Actor } from '../access/actor.ts';
import type { BillingDeps } from './billing-row.ts';
import { orElse, pricesOf } from './list-prices.ts';

type Deps = BillingDeps & { log: Log };

/** What the workspace has, pays and may use. What only Stripe knows is left out while it cannot be asked. */
export async function getBilling(deps: Deps, actor: Actor): Promise<Billing> {
	authorise(actor, 'manage billing');
	const { db, stripe } = deps;
	const { workspaceId } = actor;
	const [workspace, row, agents] = await Promise.all([
		db.workspace.findUniqueOrThrow({ where: { id: workspaceId }, select: { plan: true, grantedPlan: true } }),
		db.subscription.findUnique({ where: { workspaceId } }),
		placedAgents(db, workspaceId)
	]);
	const { customerId } = row ?? {};
	const [invoices, prices] = await Promise.all([
		customerId && stripe ? orElse(deps, stripe.invoices(customerId), []) : [],
		pricesOf(deps)
	]);
	return {
		plan: Plan.parse(workspace.plan),
		granted: Plan.parse(workspace.grantedPlan),
		...stateOf(row),
		invoices,
		prices,
		available: stripe !== null,
		agents
	};
}

type Row = Awaited<ReturnType<Db['subscription']['findUnique']>>;

function stateOf(
	row: Row
): Omit<Billing, 'plan' | 'granted' | 'invoices' | 'prices' | 'available' | 'agents'> {
	const status = BillingStatus.parse(row?.status ?? 'active');
	const subscribed = Boolean(row?.subscriptionId) && status !== 'canceled';
	return {
		status,
		paid: Plan.nullable().parse(row?.paidPlan ?? null),
		periodEnd: subscribed ? timestamp(row?.periodEnd) : null,
		cancelAt: subscribed ? timestamp(row?.cancelAt) : null,
		scheduledPlan: Plan.nullable().parse(row?.scheduledPlan ?? null),
		scheduledAt: timestamp(row?.scheduledAt),
		graceUntil: timestamp(row?.graceUntil),
		price:
			subscribed && row?.currency
				? { amount: row.amount ?? 0, currency: row.currency, interval: 'month' }
				: null,
		subscribed
	};
}

const timestamp = (date: Date | null | undefined) => date?.toISOString() ?? null;

async function placedAgents(db: Db, workspaceId: string): Promise<Billing['agents']> {
	const rows = await db.agent.findMany({
		where: { workspaceId, status: { not: 'archived' } },
		orderBy: { id: 'asc' },
		select: { id: true, name: true, role: true, avatar: true, heldFrom: true }
	});
	return rows.map(({ heldFrom, ...agent }) => ({ ...agent, resting: heldFrom !== null }));
}
