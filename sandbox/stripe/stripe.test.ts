import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Stripe from 'stripe';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { sandboxKeys } from './state.ts';
import { stripeClient } from '../../tests/support/stripe-client.ts';
import { openStripe, pay, press } from '../../tests/support/stripe-fixture.ts';

const sandbox = await openStripe();
const stripe = stripeClient(sandbox);
const day = 86_400;

async function newClockedCustomer() {
	const clock = await stripe.testHelpers.testClocks.create({
		frozen_time: Date.UTC(2026, 10, 30, 12) / 1_000
	});
	const customer = await stripe.customers.create({ name: 'Northwind', test_clock: clock.id });
	const pass = (days: number) =>
		stripe.testHelpers.testClocks
			.retrieve(clock.id)
			.then(({ frozen_time }) =>
				stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: frozen_time + days * day })
			);
	return { customer: customer.id, pass };
}

function checkout(
	customer: string,
	price = 'price_starter',
	more: Partial<Stripe.Checkout.SessionCreateParams> = {}
) {
	return stripe.checkout.sessions.create({
		mode: 'subscription',
		customer,
		line_items: [{ price, quantity: 1 }],
		success_url: 'http://localhost:3000/billing/success?session_id={CHECKOUT_SESSION_ID}',
		cancel_url: 'http://localhost:3000/billing',
		subscription_data: { metadata: { workspaceId: 'w1' } },
		...more
	});
}

async function subscribed(price = 'price_starter', card = 'good') {
	const clocked = await newClockedCustomer();
	const session = await checkout(clocked.customer, price);
	await pay(String(session.url), card);
	const { data } = await stripe.subscriptions.list({ customer: clocked.customer, status: 'all' });
	const [subscription] = data as [Stripe.Subscription];
	return { ...clocked, id: subscription.id, item: subscription.items.data[0]?.id ?? '' };
}

const portalFor = async (customer: string, flow_data?: Stripe.BillingPortal.SessionCreateParams.FlowData) => {
	const configuration = await stripe.billingPortal.configurations.create({
		features: {
			subscription_update: {
				enabled: true,
				default_allowed_updates: ['price'],
				products: [
					{ product: 'prod_starter', prices: ['price_starter'] },
					{ product: 'prod_pro', prices: ['price_pro'] }
				],
				proration_behavior: 'always_invoice',
				schedule_at_period_end: { conditions: [{ type: 'decreasing_item_amount' }] }
			},
			subscription_cancel: { enabled: true, mode: 'at_period_end' }
		}
	});
	const given = { customer, configuration: configuration.id, return_url: 'http://localhost:3000/billing' };
	return stripe.billingPortal.sessions.create(flow_data ? { ...given, flow_data } : given);
};

describe('the wire', () => {
	it('refuses what it does not know, as Stripe does', async () => {
		const wrong = { nickname: 'x' } as unknown as Stripe.CustomerCreateParams;
		await expect(stripe.customers.create(wrong)).rejects.toMatchObject({
			statusCode: 400,
			code: 'parameter_unknown',
			param: 'nickname'
		});
		await expect(stripe.customers.retrieve('cus_none')).rejects.toMatchObject({
			statusCode: 404,
			code: 'resource_missing'
		});
		await expect(checkout('cus_none')).rejects.toMatchObject({
			statusCode: 400,
			code: 'resource_missing',
			param: 'customer'
		});
		const nothing = {} as Stripe.Checkout.SessionCreateParams;
		await expect(stripe.checkout.sessions.create(nothing)).rejects.toMatchObject({
			code: 'parameter_missing'
		});
		expect((await fetch(`${sandbox.url}/v1/customers`)).status).toBe(401);
	});

	it('answers a key once, whatever comes after', async () => {
		const key = { idempotencyKey: 'a-key' };
		const first = await stripe.customers.create({ name: 'A' }, key);
		const again = await stripe.customers.create({ name: 'A' }, key);
		expect(again.id).toBe(first.id);
		expect(again.lastResponse.headers['idempotent-replayed']).toBe('true');
		await expect(stripe.customers.create({ name: 'B' }, key)).rejects.toMatchObject({
			type: 'StripeIdempotencyError'
		});
	});

	it('has done it once although the answer was lost, and says so to the same key', async () => {
		sandbox.set({ next: { operation: 'customers.create', fault: '503-after' } });
		const created = await stripeClient(sandbox, 2).customers.create({ name: 'Lost answer' });
		const named = Object.values(sandbox.state().rows.customer).filter(({ name }) => name === 'Lost answer');
		expect(named.map(({ id }) => id)).toEqual([created.id]);
	});
});

describe('the payment page', () => {
	it('begins a subscription when it is paid, and leads back', async () => {
		const { customer } = await newClockedCustomer();
		const session = await checkout(customer, 'price_pro', { client_reference_id: 'w1' });
		expect(session).toMatchObject({ status: 'open', amount_total: 9_900, currency: 'usd' });
		expect((await pay(String(session.url))).location).toBe(
			`http://localhost:3000/billing/success?session_id=${session.id}`
		);
		const { data } = await stripe.subscriptions.list({
			customer,
			status: 'all',
			expand: ['data.latest_invoice']
		});
		expect(data[0]).toMatchObject({ status: 'active', metadata: { workspaceId: 'w1' }, cancel_at: null });
		expect(data[0]?.latest_invoice).toMatchObject({ status: 'paid', amount_paid: 9_900 });
		expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({
			status: 'complete',
			url: null
		});
		expect((await pay(String(session.url))).status).toBe(410);
	});

	it('makes nothing of a declined card, nor of a confirmation that nobody gives', async () => {
		const { customer } = await newClockedCustomer();
		const { url } = await checkout(customer);
		expect((await pay(String(url), 'declined')).text).toContain('Your card was declined.');
		expect((await pay(String(url), 'challenge')).text).toContain('is this you?');
		expect((await stripe.subscriptions.list({ customer, status: 'all' })).data).toEqual([]);
		expect((await pay(String(url), 'challenge', 'confirmed')).status).toBe(303);
		expect((await stripe.subscriptions.list({ customer })).data).toHaveLength(1);
	});
});

describe('time', () => {
	it('renews on the same day of each month, or its last', async () => {
		const { id, pass } = await subscribed();
		const ends = async () => (await stripe.subscriptions.retrieve(id)).items.data[0]?.current_period_end ?? 0;
		expect(new Date((await ends()) * 1_000).toISOString()).toBe('2026-12-30T12:00:00.000Z');
		await pass(62);
		expect(new Date((await ends()) * 1_000).toISOString()).toBe('2027-02-28T12:00:00.000Z');
	});

	it('tries a declined renewal eight times in two weeks, and a new card ends that', async () => {
		const { id, customer, pass } = await subscribed('price_starter', 'lapses');
		await pass(32);
		expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'past_due' });
		const portal = await portalFor(customer, { type: 'payment_method_update' });
		await press(portal.url, { do: 'card', card: 'good' });
		expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'active' });
		await press(portal.url, { do: 'card', card: 'lapses' });
		await pass(45);
		expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'canceled' });
	});
});

describe('a change of price', () => {
	it('costs what its preview said, to the cent, and is refused whole when the card is', async () => {
		const { id, item, customer, pass } = await subscribed();
		await pass(10);
		const { frozen_time: at } = await stripe.testHelpers.testClocks.retrieve(
			String((await stripe.subscriptions.retrieve(id)).test_clock)
		);
		const change = {
			items: [{ id: item, price: 'price_pro' }],
			proration_behavior: 'always_invoice' as const,
			proration_date: at
		};
		const preview = await stripe.invoices.createPreview({
			customer,
			subscription: id,
			subscription_details: change
		});
		expect(preview.amount_due).toBe(Math.round((9_900 * 20) / 30) - Math.round((2_900 * 20) / 30));
		await press((await portalFor(customer, { type: 'payment_method_update' })).url, {
			do: 'card',
			card: 'lapses'
		});
		const now = { ...change, payment_behavior: 'error_if_incomplete' as const };
		await expect(stripe.subscriptions.update(id, now)).rejects.toMatchObject({
			statusCode: 402,
			code: 'card_declined'
		});
		expect((await stripe.subscriptions.retrieve(id)).items.data[0]?.price.id).toBe('price_starter');
		await press((await portalFor(customer, { type: 'payment_method_update' })).url, {
			do: 'card',
			card: 'good'
		});
		const changed = await stripe.subscriptions.update(id, { ...now, expand: ['latest_invoice.payments'] });
		expect(changed.latest_invoice).toMatchObject({ amount_paid: preview.amount_due });
	});

	it('to a cheaper one waits for the end of the period when the portal does it', async () => {
		const { id, item, customer, pass } = await subscribed('price_pro');
		const items = [{ id: item, price: 'price_starter' }];
		const portal = await portalFor(customer, {
			type: 'subscription_update_confirm',
			subscription_update_confirm: { subscription: id, items }
		});
		expect(await (await fetch(portal.url)).text()).toMatch(/Nothing\s+is due today/);
		await press(portal.url, { do: 'change', price: 'price_starter' });
		const waiting = await stripe.subscriptions.retrieve(id, { expand: ['schedule'] });
		expect(waiting.items.data[0]?.price.id).toBe('price_pro');
		expect(waiting.schedule).toMatchObject({
			status: 'active',
			phases: [{}, { items: [{ price: 'price_starter' }] }]
		});
		await pass(31);
		const changed = await stripe.subscriptions.retrieve(id);
		expect(changed.items.data[0]?.price.id).toBe('price_starter');
		expect(changed.schedule).toBeNull();
	});
});

describe('an end', () => {
	it('that is asked for comes with the period, shows in cancel_at alone, and can be taken back', async () => {
		const { id, customer, pass } = await subscribed();
		const portal = await portalFor(customer);
		await press(portal.url, { do: 'cancel' });
		const ending = await stripe.subscriptions.retrieve(id);
		expect(ending).toMatchObject({
			cancel_at_period_end: false,
			cancel_at: ending.items.data[0]?.current_period_end
		});
		await stripe.subscriptions.update(id, { cancel_at: '' });
		expect((await stripe.subscriptions.retrieve(id)).cancel_at).toBeNull();
		await stripe.subscriptions.update(id, { cancel_at: 'min_period_end' });
		await pass(31);
		expect(await stripe.subscriptions.retrieve(id)).toMatchObject({ status: 'canceled' });
	});

	it('at once can be refunded, once', async () => {
		const { id, customer } = await subscribed();
		await stripe.subscriptions.cancel(id, { prorate: false });
		const { data } = await stripe.invoices.list({ customer, expand: ['data.payments'] });
		const payment_intent = String(data[0]?.payments?.data[0]?.payment.payment_intent);
		expect(await stripe.refunds.create({ payment_intent, reason: 'duplicate' })).toMatchObject({
			amount: 2_900
		});
		await expect(stripe.refunds.create({ payment_intent })).rejects.toMatchObject({
			code: 'charge_already_refunded'
		});
	});
});

describe('a payment that the bank takes back', () => {
	it('is open until it is won, lost or given up, and says so each time', async () => {
		const { customer } = await subscribed();
		const { data } = await stripe.invoices.list({ customer, expand: ['data.payments'] });
		const payment_intent = String(data[0]?.payments?.data[0]?.payment.payment_intent);
		const open = async () => {
			sandbox.set({ dispute: { paymentIntent: payment_intent } });
			return (await stripe.disputes.list({ payment_intent })).data.find(
				({ status }) => status === 'needs_response'
			);
		};
		const first = await open();
		expect(first).toMatchObject({ amount: 2_900, currency: 'usd', payment_intent });
		sandbox.set({ dispute: { id: first?.id ?? '', ends: 'won' } });
		expect(await stripe.disputes.retrieve(first?.id ?? '')).toMatchObject({ status: 'won' });
		const second = await open();
		expect(await stripe.disputes.close(second?.id ?? '')).toMatchObject({ status: 'lost' });
		await expect(stripe.disputes.close(second?.id ?? '')).rejects.toMatchObject({
			message: expect.stringContaining('closed')
		});
		const told = Object.values(sandbox.state().rows.event).filter(({ type }) =>
			type.startsWith('charge.dispute.')
		);
		expect(told.map(({ type }) => type)).toEqual([
			'charge.dispute.created',
			'charge.dispute.closed',
			'charge.dispute.created',
			'charge.dispute.closed'
		]);
	});
});

describe('webhooks', () => {
	it('are signed as Stripe signs, and sent again until somebody takes them, as often as was asked for', async () => {
		const taken: Stripe.Event[] = [];
		let refused = 0;
		const receive = async (request: IncomingMessage, response: ServerResponse) => {
			const body = (await request.toArray()).join('');
			const header = String(request.headers['stripe-signature']);
			const event = stripe.webhooks.constructEvent(body, header, sandboxKeys.webhookSecret);
			if (refused < 2) refused += 1;
			else taken.push(event);
			response.writeHead(refused < 2 ? 500 : 200).end();
		};
		const receiver = createServer((request, response) => void receive(request, response)).listen(
			0,
			'127.0.0.1'
		);
		onTestFinished(() => void receiver.close());
		await once(receiver, 'listening');
		const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`;
		sandbox.set({ webhooks: { url, mode: 'hold', copies: 2 } });
		await stripe.customers.create({ name: 'Heard of' });
		expect(taken).toEqual([]);
		sandbox.set({ webhooks: { mode: 'on', copies: 1 } });
		const heardOf = () => taken.filter(({ data }) => (data.object as Stripe.Customer).name === 'Heard of');
		await vi.waitFor(() => expect(heardOf().length).toBeGreaterThanOrEqual(2), 5_000);
		expect(new Set(heardOf().map(({ id }) => id)).size).toBe(1);
	});
});
