import type { PaidPlan } from '#lib/schemas/plan.ts';
import type { App } from '#server/app.ts';
import type { MemberActor } from '#server/domain/access/actor.ts';
import { confirmCheckout } from '#server/domain/billing/confirm-checkout.ts';
import { openPortal } from '#server/domain/billing/change-subscription.ts';
import { receiveEvent } from '#server/domain/billing/receive-event.ts';
import { startCheckout } from '#server/domain/billing/start-checkout.ts';
import { syncBilling } from '#server/domain/billing/sync-billing.ts';
import type { StripeSandbox } from '../../sandbox/stripe/start.ts';
import { sandboxKeys } from '../../sandbox/stripe/state.ts';
import { signature } from '../../sandbox/stripe/webhooks.ts';
import { createTestApp } from './app.ts';
import { cloneDatabase } from './database.ts';
import { makeWorkspace } from './factories.ts';
import { openStripe, pay, press } from './stripe-fixture.ts';

const day = 86_400;

/** The App with a database and a Stripe of this file's own, whose time is one. Call it once, at the top. */
export async function openBilling() {
	const database = await cloneDatabase();
	const stripe = await openStripe();
	const clock = { now: () => new Date(Date.now() + stripe.state().aheadSeconds * 1_000) };
	const app = createTestApp(database, { stripe, overrides: { clock } });
	const { db } = database;
	const customer = async ({ workspaceId }: { workspaceId: string }) =>
		(await db.subscription.findUniqueOrThrow({ where: { workspaceId } })).customerId ?? '';
	return {
		app,
		db,
		stripe,
		customer,
		newOwner: async () => (await makeWorkspace(db)).actor,
		planOf: async ({ workspaceId }: { workspaceId: string }) =>
			(await db.workspace.findUniqueOrThrow({ where: { id: workspaceId } })).plan,
		/** Time passes at Stripe, and for us. */
		pass: (days: number) => stripe.set({ advanceSeconds: days * day }),
		/** What the job does that a webhook brings. */
		sync: async (owner: MemberActor) => syncBilling(app, await customer(owner)),
		buy: (owner: MemberActor, plan: PaidPlan, card?: string) => buy(app, owner, plan, card),
		/** Presses a button of the portal's page. */
		manage: async (owner: MemberActor, form: Record<string, string>) =>
			press((await openPortal(app, owner)).url, form),
		/** What Stripe would send about this customer, oldest first. */
		told: async (owner: MemberActor) => eventsAbout(stripe, await customer(owner)),
		/** As the route is given one. */
		tell: (event: object, changed?: (raw: string) => string) => tell(app, event, changed)
	};
}

async function buy(app: App, owner: MemberActor, plan: PaidPlan, card?: string) {
	const { url } = await startCheckout(app, owner, { plan });
	const { location } = await pay(url, card);
	const sessionId = new URL(location ?? '').searchParams.get('session_id') ?? '';
	return confirmCheckout(app, owner, sessionId);
}

function eventsAbout(stripe: StripeSandbox, customer: string) {
	const about = (subject: { id?: string; customer?: unknown }) =>
		subject.customer === customer || subject.id === customer;
	return Object.values(stripe.state().rows.event).filter(({ data }) =>
		about(data.object as { customer?: unknown })
	);
}

function tell(app: App, event: object, changed = (raw: string) => raw) {
	const raw = JSON.stringify(event, null, 2);
	return receiveEvent(app, { raw: changed(raw), signature: signature(raw, sandboxKeys.webhookSecret) });
}
