import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planKeys } from '#lib/plans.ts';
import type { MemberActor } from '#server/domain/access/actor.ts';
import { createDb } from '#server/db/client.ts';
import { cancelPlan, resumePlan } from '#server/domain/billing/change-subscription.ts';
import { confirmCheckout } from '#server/domain/billing/confirm-checkout.ts';
import { startCheckout } from '#server/domain/billing/start-checkout.ts';
import { syncAllBilling } from '#server/domain/billing/sync-all-billing.ts';
import { answerStripe } from '#server/stripe-webhook.ts';
import { syncBilling } from '#server/domain/billing/sync-billing.ts';
import { signature } from '../../sandbox/stripe/webhooks.ts';
import { sandboxKeys } from '../../sandbox/stripe/state.ts';
import { openBilling } from '../support/billing-fixture.ts';
import { defined } from '../support/defined.ts';
import { stripeClient } from '../support/stripe-client.ts';
import { pay, press } from '../support/stripe-fixture.ts';

const { app, db, stripe, newOwner, planOf, pass, sync, buy, manage, customer, told, tell } =
	await openBilling();
const sdk = stripeClient(stripe);

/** What Stripe gives this customer now, read from the sandbox's own books and by nothing of ours. */
async function planAtStripe(owner: MemberActor): Promise<string> {
	const { rows, aheadSeconds } = stripe.state();
	const now = Date.now() / 1_000 + aheadSeconds;
	const own = Object.values(rows.subscription).filter(
		(one) => one.customer === ownersCustomer.get(owner.workspaceId)
	);
	const given = own.flatMap(({ id, status, items }) => {
		const plan = String(items.data[0]?.price.lookup_key).replace('agentforce_', '');
		// The week is counted from the oldest bill that is open; a change of nothing makes one that is paid at once.
		const due = Object.values(rows.invoice)
			.filter((bill) => bill.status === 'open' && bill.parent?.subscription_details?.subscription === id)
			.map((bill) => bill.status_transitions.finalized_at ?? 0);
		const inGrace = due.length > 0 && now < Math.min(...due) + 7 * 86_400;
		const counts = status === 'active' || status === 'trialing' || (status === 'past_due' && inGrace);
		return counts ? [plan] : [];
	});
	return planKeys.findLast((plan) => given.includes(plan)) ?? 'free';
}
const ownersCustomer = new Map<string, string>();

/** What people do, and what time does, in the order in which it is drawn. */
const deeds: Record<string, (owner: MemberActor) => Promise<unknown>> = {
	'buy starter': (owner) => go(owner, 'starter'),
	'buy pro': (owner) => go(owner, 'pro'),
	'buy with a card that lapses': (owner) => go(owner, 'starter', 'lapses'),
	cancel: (owner) => cancelPlan(app, owner),
	resume: (owner) => resumePlan(app, owner),
	'a new card': (owner) => manage(owner, { do: 'card', card: 'good' }),
	'a card that lapses': (owner) => manage(owner, { do: 'card', card: 'lapses' }),
	'three days pass': async () => pass(3),
	'a month passes': async () => pass(31)
};

async function go(owner: MemberActor, plan: 'starter' | 'pro', card = 'good') {
	const { url } = await startCheckout(app, owner, { plan });
	if (url.includes('/portal/')) await press(url, { do: 'change', price: `price_${plan}` });
	else await pay(url, card);
}

type Delivery = { order: number; copies: number };

/**
 * Every event of a history as often and in the order that was drawn, and what it put into the queue run beside what others
 * did. Answers whether any was delivered.
 */
async function deliver(owner: MemberActor, deliveries: Delivery[]): Promise<boolean> {
	const events = await told(owner);
	const drawn = events.flatMap((event, index) => {
		const { order = index, copies = 1 } = deliveries[index % deliveries.length] ?? {};
		return Array.from({ length: copies }, () => ({ event, order }));
	});
	const shuffled = drawn.toSorted((a, b) => a.order - b.order);
	const id = await customer(owner);
	await Promise.all(
		shuffled.map(async ({ event }) => {
			await tell(event);
			if (await takeJob(id)) await syncBilling(app, id);
		})
	);
	return shuffled.length > 0;
}

/** As a worker does: a look at this customer that waits for one, if there is any. */
async function takeJob(customerId: string): Promise<boolean> {
	const taken = await db.$executeRaw`
		delete from graphile_worker._private_jobs where key = ${`billing ${customerId}`}`;
	return taken > 0;
}

const delivery = fc.record({
	order: fc.integer({ min: 0, max: 1_000 }),
	copies: fc.integer({ min: 0, max: 3 })
});
const histories = fc.record({
	deeds: fc.array(fc.constantFrom(...Object.keys(deeds)), { minLength: 1, maxLength: 8 }),
	deliveries: fc.array(delivery, { minLength: 1, maxLength: 12 })
});

/** A new bill that is paid at once beside an old one that is not; another subscription in place of a lapsed one. */
const wentWrongOnce = [
	['buy starter', 'a card that lapses', 'a month passes', 'buy starter'],
	['buy with a card that lapses', 'a month passes', 'buy starter']
];

describe('39 whatever was done, and however Stripe’s words come', () => {
	test('our state is Stripe’s', { timeout: 120_000 }, async () => {
		await fc.assert(
			fc.asyncProperty(histories, async ({ deeds: names, deliveries }) => {
				const owner = await newOwner();
				await startCheckout(app, owner, { plan: 'starter' });
				ownersCustomer.set(owner.workspaceId, await customer(owner));
				// What cannot be done just then, such as resuming what has ended, is refused and changes nothing.
				for (const name of names) await deeds[name]?.(owner).catch(() => undefined);
				// Whatever came is enough; where nothing did, the night comes.
				if (!(await deliver(owner, deliveries))) await sync(owner);
				expect(await planOf(owner)).toBe(await planAtStripe(owner));
			}),
			{
				numRuns: 25,
				examples: wentWrongOnce.map((deeds) => [{ deeds, deliveries: [{ order: 0, copies: 0 }] }])
			}
		);
	});

	test('also when one look at Stripe takes longer than the next', async () => {
		const owner = await newOwner();
		await buy(owner, 'starter');
		stripe.set({ next: { operation: 'subscriptions.list', fault: 'slow' } });
		const slow = sync(owner);
		await sdk.subscriptions.cancel(
			(await sdk.subscriptions.list({ customer: await customer(owner) })).data[0]?.id ?? ''
		);
		await Promise.all([slow, sync(owner)]);
		expect(await planOf(owner)).toBe('free');
	});
});

const post = (body: string, header: string, deps: Parameters<typeof answerStripe>[0] = app) => {
	const headers = { 'stripe-signature': header };
	const request = new Request('http://localhost/api/webhooks/stripe', { method: 'POST', body, headers });
	return answerStripe(deps, request, 'test');
};

/** Looks at a customer that wait for a worker. */
async function jobsAbout(customerId: string): Promise<number> {
	const [row] = await db.$queryRaw<[{ count: number }]>`
		select count(*)::int as count from graphile_worker._private_jobs where key = ${`billing ${customerId}`}`;
	return row.count;
}

async function anEvent(): Promise<{ id: string; raw: string }> {
	const owner = await newOwner();
	await buy(owner, 'starter');
	const [event] = (await told(owner)).toReversed();
	return { id: event?.id ?? '', raw: JSON.stringify(event, null, 2) };
}

test('38 one event fifty times at once is one row', async () => {
	const { id, raw } = await anEvent();
	const header = signature(raw, sandboxKeys.webhookSecret);
	const answers = await Promise.all(Array.from({ length: 50 }, () => post(raw, header)));
	expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
	const { customerId } = await db.stripeEvent.findUniqueOrThrow({ where: { id } });
	expect(await jobsAbout(String(customerId))).toBe(1);
});

test('40 a wrong, old or re-serialised body is refused, an unknown type is not', async () => {
	const { raw } = await anEvent();
	const now = Math.floor(Date.now() / 1_000);
	const good = signature(raw, sandboxKeys.webhookSecret);
	const refused = [
		[raw, ''],
		[raw, 't=1,v1=00'],
		[raw, signature(raw, 'whsec_another')],
		[raw, signature(raw, sandboxKeys.webhookSecret, now - 301)],
		[JSON.stringify(JSON.parse(raw)), good]
	] as const;
	for (const [body, header] of refused) expect((await post(body, header)).status).toBe(400);
	const unknown = JSON.stringify({ ...JSON.parse(raw), id: 'evt_unknown', type: 'a.thing.of.tomorrow' });
	expect((await post(unknown, signature(unknown, sandboxKeys.webhookSecret))).status).toBe(200);
	const live = JSON.stringify({ ...JSON.parse(raw), id: 'evt_live', livemode: true });
	expect((await post(live, signature(live, sandboxKeys.webhookSecret))).status).toBe(400);
	const thin = JSON.stringify({ id: 'evt_thin', object: 'v2.core.event', type: 'v1.customer.updated' });
	const answer = await post(thin, signature(thin, sandboxKeys.webhookSecret));
	expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('snapshot')]);
});

test('40 without a database Stripe is asked to say it again', async () => {
	const { raw } = await anEvent();
	const gone = createDb('postgresql://nobody@127.0.0.1:1/none', 1);
	const answer = await post(raw, signature(raw, sandboxKeys.webhookSecret), { ...app, db: gone });
	expect(answer.status).toBe(503);
	await gone.$disconnect();
});

test('40 a payment that the bank takes back is written down, said to whoever runs this, and changes no plan', async () => {
	const owner = await newOwner();
	await buy(owner, 'pro');
	const { data } = await sdk.invoices.list({ customer: await customer(owner), expand: ['data.payments'] });
	stripe.set({ dispute: { paymentIntent: String(data[0]?.payments?.data[0]?.payment.payment_intent) } });
	const event = defined(
		Object.values(stripe.state().rows.event).findLast(({ type }) => type === 'charge.dispute.created')
	);
	const raw = JSON.stringify(event, null, 2);
	const said: unknown[] = [];
	const log = { ...app.log, warn: (...words: unknown[]) => said.push(words) };
	for (let time = 0; time < 2; time++)
		expect((await post(raw, signature(raw, sandboxKeys.webhookSecret), { ...app, log })).status).toBe(200);
	expect(said).toHaveLength(1);
	expect(await db.stripeEvent.count({ where: { id: event.id } })).toBe(1);
	expect(await planOf(owner)).toBe('pro');
});

test('41 what nobody heard for days is repaired by the night', async () => {
	const owner = await newOwner();
	await buy(owner, 'pro');
	await sdk.subscriptions.cancel(
		(await sdk.subscriptions.list({ customer: await customer(owner) })).data[0]?.id ?? ''
	);
	expect(await planOf(owner)).toBe('pro');
	expect(await syncAllBilling(app)).toBe(
		await db.subscription.count({ where: { customerId: { not: null } } })
	);
	expect(await jobsAbout(await customer(owner))).toBe(1);
	await sync(owner);
	expect(await planOf(owner)).toBe('free');
});

test('42 two payments at once leave one subscription, and the other’s money goes back', async () => {
	const owner = await newOwner();
	const { url } = await startCheckout(app, owner, { plan: 'pro' });
	const about = { workspaceId: owner.workspaceId, plan: 'pro' };
	const second = await sdk.checkout.sessions.create({
		mode: 'subscription',
		customer: await customer(owner),
		client_reference_id: owner.workspaceId,
		line_items: [{ price: 'price_pro', quantity: 1 }],
		success_url: 'http://localhost:3000/billing/success?session_id={CHECKOUT_SESSION_ID}',
		metadata: about,
		subscription_data: { metadata: about }
	});
	await Promise.all([pay(url), pay(String(second.url))]);
	const ids = [url.split('/').at(-1) ?? '', second.id];
	const results = await Promise.all(ids.map((id) => confirmCheckout(app, owner, id)));
	// Which of the two came first is Stripe's to say; whoever asks again is told the same.
	expect(results.map(({ outcome }) => outcome).toSorted()).toEqual(['active', 'refunded']);
	expect(await Promise.all(ids.map((id) => confirmCheckout(app, owner, id)))).toEqual(results);
	const own = { customer: await customer(owner), status: 'all' } as const;
	const statuses = (await sdk.subscriptions.list(own)).data.map(({ status }) => status).sort();
	expect(statuses).toEqual(['active', 'canceled']);
	const paid = await sdk.invoices.list({ customer: own.customer, expand: ['data.payments'] });
	const intents = paid.data.map(({ payments }) => String(payments?.data[0]?.payment.payment_intent));
	const refunds = Object.values(stripe.state().rows.refund).filter((one) =>
		intents.includes(String(one.payment_intent))
	);
	expect(refunds).toMatchObject([{ amount: 9_900 }]);
	expect(await refundsTold(owner)).toBe(1);
	expect(await planOf(owner)).toBe('pro');
});

test('42 who is killed between giving back and ending does neither twice', async () => {
	const owner = await newOwner();
	await buy(owner, 'pro');
	const own = { customer: await customer(owner), status: 'all' } as const;
	const metadata = { workspaceId: owner.workspaceId };
	await sdk.subscriptions.create({ customer: own.customer, items: [{ price: 'price_pro' }], metadata });
	const killed = () => Promise.reject(new Error('killed'));
	const before = Object.keys(stripe.state().rows.refund).length;
	await expect(
		syncBilling({ ...app, stripe: { ...defined(app.stripe), cancel: killed } }, own.customer)
	).rejects.toThrow('killed');
	await sync(owner);
	await sync(owner);
	const statuses = (await sdk.subscriptions.list(own)).data.map(({ status }) => status).sort();
	expect(statuses).toEqual(['active', 'canceled']);
	expect(Object.keys(stripe.state().rows.refund)).toHaveLength(before + 1);
	expect(await refundsTold(owner)).toBe(1);
});

const refundsTold = ({ workspaceId }: MemberActor) =>
	db.event.count({ where: { workspaceId, kind: 'billing.refunded' } });
