import { describe, expect, test } from 'vitest';
import { sandboxKeys } from '../../../../../sandbox/stripe/state.ts';
import { openBilling } from '../../../../../tests/support/billing-fixture.ts';
import { defined } from '../../../../../tests/support/defined.ts';
import { makeAgent, makeMember } from '../../../../../tests/support/factories.ts';
import { stripeClient } from '../../../../../tests/support/stripe-client.ts';
import { pay, press } from '../../../../../tests/support/stripe-fixture.ts';
import { sessionOf } from '../../../../../tests/support/app.ts';
import { plans } from '#lib/plans.ts';
import type { Plan } from '#lib/schemas/plan.ts';
import { createStripe } from '../../integrations/stripe/stripe.ts';
import { editAgent } from '../lifecycle/edit-agent.ts';
import { hireAgent } from '../lifecycle/hire-agent.ts';
import { setPlan } from '../lifecycle/set-plan.ts';
import { cancelPlan, openPortal, previewPlan, resumePlan } from './change-subscription.ts';
import { confirmCheckout } from './confirm-checkout.ts';
import { getBilling } from './get-billing.ts';
import { getUsage } from './get-usage.ts';
import { listPrices } from './list-prices.ts';
import { keepAgents } from './keep-agents.ts';
import { startCheckout } from './start-checkout.ts';

const { app, db, stripe, newOwner, planOf, pass, sync, buy, manage, customer } = await openBilling();
const sdk = stripeClient(stripe);
const never = new Promise<never>(() => undefined);

/** A process that has just begun, and has read no price yet. */
function freshStripe(prices: Record<string, string> = {}) {
	return createStripe({ ...sandboxKeys, apiUrl: stripe.url, prices, livemode: false, sandbox: true });
}

describe('buying', () => {
	test('gives the plan on the way back, without any webhook', async () => {
		const owner = await newOwner();
		expect(await buy(owner, 'starter')).toEqual({ outcome: 'active', plan: 'starter' });
		const billing = await getBilling(app, owner);
		expect(billing).toMatchObject({
			plan: 'starter',
			status: 'active',
			price: { amount: 2_900, currency: 'usd', interval: 'month' },
			invoices: [{ amount: 2_900, currency: 'usd', status: 'paid' }],
			cancelAt: null
		});
		expect((await getUsage(app, owner)).agents.allowed).toBe(3);
		expect(await sessionOf(app, owner)).toMatchObject({
			plan: 'starter',
			status: 'active',
			periodEnd: billing.periodEnd
		});
	});

	test('with a declined card, or a confirmation that nobody gives, changes nothing', async () => {
		const owner = await newOwner();
		const { url } = await startCheckout(app, owner, { plan: 'pro' });
		const sessionId = url.split('/').at(-1) ?? '';
		for (const card of ['declined', 'challenge']) await pay(url, card);
		expect(await confirmCheckout(app, owner, sessionId)).toEqual({ outcome: 'open', plan: 'free' });
		expect(await planOf(owner)).toBe('free');
		await pay(url, 'challenge', 'confirmed');
		expect(await confirmCheckout(app, owner, sessionId)).toEqual({ outcome: 'active', plan: 'pro' });
	});

	test('is proved by Stripe alone: another workspace’s payment is none', async () => {
		const [owner, other] = [await newOwner(), await newOwner()];
		const { url } = await startCheckout(app, owner, { plan: 'pro' });
		await pay(url);
		await startCheckout(app, other, { plan: 'pro' });
		for (const id of [url.split('/').at(-1) ?? '', 'cs_test_none'])
			await expect(confirmCheckout(app, other, id)).rejects.toMatchObject({ code: 'not_found' });
		expect(await planOf(other)).toBe('free');
	});

	test('is the owner’s alone', async () => {
		const owner = await newOwner();
		const { actor } = await makeMember(db, owner.workspaceId, 'admin');
		await expect(startCheckout(app, actor, { plan: 'pro' })).rejects.toMatchObject({ code: 'forbidden' });
	});

	test('opens one page however many tabs ask, and another once it is over', async () => {
		const owner = await newOwner();
		const ask = async () => (await startCheckout(app, owner, { plan: 'starter' })).url;
		const [first, second] = await Promise.all([ask(), ask()]);
		expect(second).toBe(first);
		expect(await ask()).toBe(first);
		const other = (await startCheckout(app, owner, { plan: 'pro' })).url;
		expect(await pay(String(first))).toMatchObject({ status: 410 });
		await sdk.checkout.sessions.expire(other.split('/').at(-1) ?? '');
		const third = (await startCheckout(app, owner, { plan: 'pro' })).url;
		expect(third).not.toBe(other);
		expect(await pay(third)).toMatchObject({ status: 303 });
	});

	test('is open for the others while something is wrong with the price of one', async () => {
		const owner = await newOwner();
		await sdk.prices.update('price_enterprise', { active: false });
		const fresh = { ...app, stripe: freshStripe() };
		expect(Object.keys((await listPrices(fresh)).prices ?? {})).toEqual(['starter', 'pro']);
		expect((await startCheckout(fresh, owner, { plan: 'pro' })).url).toContain('/pay/');
		const refused = startCheckout(fresh, owner, { plan: 'enterprise' });
		await expect(refused).rejects.toMatchObject({ code: 'misconfigured' });
		await sdk.prices.update('price_enterprise', { active: true });
	});

	test('takes a new page when the price or our own address is another', async () => {
		const owner = await newOwner();
		const old = (await startCheckout(app, owner, { plan: 'pro' })).url;
		const moved = { ...app, config: { ...app.config, origin: 'https://moved.example' } };
		const there = (await startCheckout(moved, owner, { plan: 'pro' })).url;
		expect(there).not.toBe(old);
		expect(await pay(old)).toMatchObject({ status: 410 });
		const recurring = { interval: 'month' } as const;
		const dearer = { product: 'prod_pro', currency: 'usd', unit_amount: 10_900, recurring };
		const { id } = await sdk.prices.create(dearer);
		const fresh = { ...moved, stripe: freshStripe({ pro: id }) };
		const { url } = await startCheckout(fresh, owner, { plan: 'pro' });
		expect(await pay(there)).toMatchObject({ status: 410 });
		await pay(url);
		expect(await confirmCheckout(fresh, owner, url.split('/').at(-1) ?? '')).toMatchObject({
			outcome: 'active'
		});
		expect((await getBilling(fresh, owner)).price).toMatchObject({ amount: 10_900 });
		const portal = await openPortal(fresh, owner);
		expect((await openPortal(fresh, owner)).url).not.toBe(portal.url);
	});

	test('is confirmed by what was bought on that page, whatever the workspace has besides', async () => {
		const owner = await newOwner();
		const { email } = await db.user.findUniqueOrThrow({ where: { id: owner.by.userId } });
		await setPlan(app, { email, plan: 'starter' });
		const { url } = await startCheckout(app, owner, { plan: 'pro' });
		await pay(url);
		const behind = { ...app, stripe: { ...defined(app.stripe), subscriptions: async () => [] } };
		const sessionId = url.split('/').at(-1) ?? '';
		expect(await confirmCheckout(behind, owner, sessionId)).toEqual({
			outcome: 'confirming',
			plan: 'starter'
		});
		expect(await confirmCheckout(app, owner, sessionId)).toEqual({ outcome: 'active', plan: 'pro' });
		const [bought] = (await sdk.subscriptions.list({ customer: await customer(owner) })).data;
		await sdk.subscriptions.cancel(bought?.id ?? '');
		expect(await confirmCheckout(app, owner, sessionId)).toEqual({ outcome: 'ended', plan: 'starter' });
	});

	test('and the page about it wait for a silent Stripe no longer than a moment', async () => {
		const owner = await newOwner();
		await buy(owner, 'starter');
		const silent = { ...defined(app.stripe), invoices: () => never, prices: () => never };
		const { plan, invoices, prices } = await getBilling({ ...app, stripe: silent }, owner);
		expect({ plan, invoices, prices }).toEqual({ plan: 'starter', invoices: [], prices: null });
	});

	test('asked for fifty times at once, while Stripe fails, makes one customer', async () => {
		const owner = await newOwner();
		const before = Object.keys(stripe.state().rows.customer).length;
		stripe.set({ next: { operation: 'customers.create', fault: '503-after', times: 3 } });
		const asked = Array.from({ length: 50 }, () => startCheckout(app, owner, { plan: 'starter' }));
		const urls = (await Promise.all(asked)).map(({ url }) => url);
		expect(new Set(urls).size).toBe(1);
		expect(Object.keys(stripe.state().rows.customer)).toHaveLength(before + 1);
	});

	test('goes on with a new customer where Stripe has lost the old one', async () => {
		const owner = await newOwner();
		await startCheckout(app, owner, { plan: 'starter' });
		const lost = await customer(owner);
		await sdk.customers.del(lost);
		expect(await buy(owner, 'starter')).toMatchObject({ outcome: 'active' });
		expect(await customer(owner)).not.toBe(lost);
	});
});

describe('a subscription that lives', () => {
	test('is changed at Stripe’s page, never bought a second time; a larger plan counts at once', async () => {
		const owner = await newOwner();
		await buy(owner, 'starter');
		const preview = await previewPlan(app, owner, { plan: 'pro' });
		expect(preview).toMatchObject({ amountNow: 7_000, amountNext: 9_900, currency: 'usd', startsAt: null });
		const { url } = await startCheckout(app, owner, { plan: 'pro' });
		expect(url).toContain('/portal/');
		await press(url, { do: 'change', price: 'price_pro' });
		await sync(owner);
		expect(await getBilling(app, owner)).toMatchObject({
			plan: 'pro',
			invoices: [{ amount: preview.amountNow }, {}]
		});
	});

	test('keeps a larger plan until its period is over', async () => {
		const owner = await newOwner();
		await buy(owner, 'pro');
		expect(await previewPlan(app, owner, { plan: 'starter' })).toMatchObject({
			amountNow: 0,
			amountNext: 2_900
		});
		const { url } = await startCheckout(app, owner, { plan: 'starter' });
		await press(url, { do: 'change', price: 'price_starter' });
		await sync(owner);
		const { periodEnd, ...billing } = await getBilling(app, owner);
		expect(billing).toMatchObject({ plan: 'pro', scheduledPlan: 'starter', scheduledAt: periodEnd });
		pass(32);
		await sync(owner);
		expect(await getBilling(app, owner)).toMatchObject({ plan: 'starter', scheduledPlan: null });
	});

	test('ends when it was said to, unless that is taken back', async () => {
		const owner = await newOwner();
		await buy(owner, 'starter');
		await cancelPlan(app, owner);
		const { cancelAt, periodEnd, plan } = await getBilling(app, owner);
		expect([cancelAt, plan]).toEqual([periodEnd, 'starter']);
		await resumePlan(app, owner);
		expect((await getBilling(app, owner)).cancelAt).toBeNull();
		await manage(owner, { do: 'cancel' });
		await sync(owner);
		expect((await getBilling(app, owner)).cancelAt).toBe(periodEnd);
		pass(32);
		await sync(owner);
		expect(await getBilling(app, owner)).toMatchObject({
			plan: 'free',
			status: 'canceled',
			subscribed: false
		});
		expect(await buy(owner, 'pro')).toMatchObject({ outcome: 'active', plan: 'pro' });
	});

	test('whose card lapses keeps its plan for a week, and gets it back with a new card', async () => {
		const owner = await newOwner();
		await buy(owner, 'pro', 'lapses');
		pass(32);
		await sync(owner);
		const { graceUntil, ...late } = await getBilling(app, owner);
		expect(late).toMatchObject({ plan: 'pro', status: 'past_due' });
		const finalised =
			stripe.state().rows.invoice[late.invoices[0]?.id ?? '']?.status_transitions.finalized_at ?? 0;
		expect(graceUntil).toBe(new Date((finalised + 7 * 86_400) * 1_000).toISOString());
		pass(7);
		await sync(owner);
		expect(await getBilling(app, owner)).toMatchObject({ plan: 'free', status: 'past_due' });
		await press((await openPortal(app, owner)).url, { do: 'card', card: 'good' });
		await sync(owner);
		expect(await getBilling(app, owner)).toMatchObject({ plan: 'pro', status: 'active', graceUntil: null });
	});

	test('can be changed and ended also while something is wrong with the price of another plan', async () => {
		const owner = await newOwner();
		await buy(owner, 'starter');
		await sdk.prices.update('price_enterprise', { active: false });
		const fresh = { ...app, stripe: freshStripe() };
		const { url } = await startCheckout(fresh, owner, { plan: 'pro' });
		await press(url, { do: 'change', price: 'price_pro' });
		await cancelPlan(fresh, owner);
		const billing = await getBilling(fresh, owner);
		expect(billing).toMatchObject({ plan: 'pro', cancelAt: billing.periodEnd });
		await sdk.prices.update('price_enterprise', { active: true });
	});

	test('of a price that nobody knows keeps the plan it gave before', async () => {
		const owner = await newOwner();
		await buy(owner, 'starter');
		const product = await sdk.products.create({ name: 'Made by hand' });
		const recurring = { interval: 'month' } as const;
		const price = await sdk.prices.create({
			product: product.id,
			currency: 'usd',
			unit_amount: 1_500,
			recurring
		});
		const [subscription] = (await sdk.subscriptions.list({ customer: await customer(owner) })).data;
		const items = [{ id: subscription?.items.data[0]?.id ?? '', price: price.id }];
		await sdk.subscriptions.update(subscription?.id ?? '', { items, proration_behavior: 'always_invoice' });
		await sync(owner);
		expect(await getBilling(app, owner)).toMatchObject({ plan: 'starter', price: { amount: 1_500 } });
	});
});

test('session, usage, prices and what may be hired agree at every turn', async () => {
	const owner = await newOwner();
	const { workspaceId } = owner;
	const agree = async (plan: Plan) => {
		const [session, usage, billing] = await Promise.all([
			sessionOf(app, owner),
			getUsage(app, owner),
			getBilling(app, owner)
		]);
		const { agents, tasksPerMonth } = plans[plan];
		expect([session?.plan, usage.plan, billing.plan]).toEqual([plan, plan, plan]);
		expect([session?.status, session?.periodEnd]).toEqual([billing.status, billing.periodEnd]);
		expect([usage.agents.allowed, usage.tasks.allowed]).toEqual([agents, tasksPerMonth]);
		const { prices } = await listPrices(app);
		if (billing.paid)
			expect(billing.price).toEqual(new Map<string, unknown>(Object.entries(prices ?? {})).get(billing.paid));
		const room = agents === null ? 1 : agents - (await db.agent.count({ where: { workspaceId } }));
		const hires = Array.from({ length: Math.max(0, room) + 1 }, () =>
			hireAgent(app, owner, { roleTemplate: 'operations' })
		);
		const hired = (await Promise.allSettled(hires)).filter(({ status }) => status === 'fulfilled');
		expect(hired).toHaveLength(agents === null ? hires.length : Math.max(0, room));
	};
	await agree('free');
	await buy(owner, 'starter', 'lapses');
	await agree('starter');
	await cancelPlan(app, owner);
	await agree('starter');
	await resumePlan(app, owner);
	pass(32);
	await sync(owner);
	await agree('starter');
	pass(7);
	await sync(owner);
	await agree('free');
	await press((await openPortal(app, owner)).url, { do: 'card', card: 'good' });
	await sync(owner);
	await agree('starter');
});

describe('a plan that an operator has granted', () => {
	test('stays under whatever is paid, and the larger one counts', async () => {
		const owner = await newOwner();
		const { email } = await db.user.findUniqueOrThrow({ where: { id: owner.by.userId } });
		await setPlan(app, { email, plan: 'starter' });
		await buy(owner, 'pro');
		expect(await planOf(owner)).toBe('pro');
		expect(await setPlan(app, { email, plan: 'free' })).toMatchObject({ plan: 'pro' });
		await setPlan(app, { email, plan: 'starter' });
		await cancelPlan(app, owner);
		pass(32);
		await sync(owner);
		expect(await planOf(owner)).toBe('starter');
	});
});

describe('a plan with less room than agents', () => {
	const statuses = async (workspaceId: string) => {
		const rows = await db.agent.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } });
		return rows.map(({ name, status }) => `${name} ${status}`);
	};

	test('lets the last hired rest, as the owner likes, and a larger one brings them back', async () => {
		const owner = await newOwner();
		const { workspaceId } = owner;
		await buy(owner, 'starter');
		const made = [];
		for (const name of ['Ann', 'Ben', 'Cleo']) made.push(await makeAgent(db, workspaceId, { name }));
		const [ann, ben, cleo] = made.map(({ id }) => id) as [string, string, string];
		await editAgent(app, owner, ben, { status: 'paused' });
		await cancelPlan(app, owner);
		pass(32);
		await sync(owner);
		expect(await statuses(workspaceId)).toEqual(['Ann active', 'Ben paused', 'Cleo paused']);
		await expect(editAgent(app, owner, cleo, { status: 'active' })).rejects.toMatchObject({
			code: 'limit_agents'
		});
		await expect(hireAgent(app, owner, { roleTemplate: 'marketing' })).rejects.toMatchObject({
			code: 'limit_agents'
		});
		await expect(keepAgents(app, owner, { agentIds: [ann, cleo] })).rejects.toMatchObject({
			code: 'limit_agents'
		});
		await keepAgents(app, owner, { agentIds: [cleo] });
		expect(await statuses(workspaceId)).toEqual(['Ann paused', 'Ben paused', 'Cleo active']);
		expect((await getBilling(app, owner)).agents.map(({ resting }) => resting)).toEqual([true, true, false]);
		await buy(owner, 'starter');
		expect(await statuses(workspaceId)).toEqual(['Ann active', 'Ben paused', 'Cleo active']);
	});

	test('has no more room for who was told to rest meanwhile', async () => {
		const owner = await newOwner();
		await buy(owner, 'starter');
		await makeAgent(db, owner.workspaceId, { name: 'Ann' });
		const { id } = await makeAgent(db, owner.workspaceId, { name: 'Ben' });
		await cancelPlan(app, owner);
		pass(32);
		await sync(owner);
		await editAgent(app, owner, id, { status: 'paused' });
		const back = editAgent(app, owner, id, { status: 'active' });
		await expect(back).rejects.toMatchObject({ code: 'limit_agents' });
		await buy(owner, 'starter');
		expect(await statuses(owner.workspaceId)).toEqual(['Ann active', 'Ben paused']);
	});

	test('lets exactly as many be hired as it has room for, however many ask at once', async () => {
		const owner = await newOwner();
		await buy(owner, 'starter');
		const hires = Array.from({ length: 50 }, () => hireAgent(app, owner, { roleTemplate: 'operations' }));
		const hired = (await Promise.allSettled(hires)).filter(({ status }) => status === 'fulfilled');
		expect(hired).toHaveLength(3);
	});
});
