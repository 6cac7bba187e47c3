import { expect, test } from 'vitest';
import { stripeClient } from '../../../../../tests/support/stripe-client.ts';
import { openStripe } from '../../../../../tests/support/stripe-fixture.ts';
import { sandboxKeys } from '../../../../../sandbox/stripe/state.ts';
import { createStripe } from './stripe.ts';

const sandbox = await openStripe();
const sdk = stripeClient(sandbox);
const settings = { ...sandboxKeys, apiUrl: sandbox.url, prices: {}, livemode: false, sandbox: true };
const problem = (more: Partial<typeof settings> = {}) => createStripe({ ...settings, ...more }).problem();

async function priceOf(currency: string, amount = 2_900) {
	const recurring = { interval: 'month' } as const;
	return (await sdk.prices.create({ product: 'prod_starter', currency, unit_amount: amount, recurring })).id;
}

test('a start is refused with one sentence about what is wrong at Stripe', async () => {
	expect(await problem()).toBeNull();
	expect(await problem({ secretKey: 'sk_live_x' })).toBe('STRIPE_SECRET_KEY was not accepted by Stripe.');
	expect(await problem({ livemode: true })).toMatch(/is of the other mode/);
	expect(await problem({ prices: { pro: 'price_none' } })).toMatch(/^STRIPE_PRICE_PRO names price_none/);
	expect(await problem({ prices: { starter: await priceOf('eur') } })).toMatch(/one currency for all/);
	expect(await problem({ prices: { starter: await priceOf('usd', 0) } })).toMatch(/has no amount/);
	const retired = await priceOf('usd');
	await sdk.prices.update(retired, { active: false });
	expect(await problem({ prices: { starter: retired } })).toMatch(/no longer active/);
	await sdk.prices.update('price_enterprise', { lookup_key: 'another' });
	expect(await problem()).toMatch(/lookup key agentforce_enterprise/);
	await sdk.prices.update('price_enterprise', { lookup_key: 'agentforce_enterprise' });
});

test('a Stripe that is away does not keep anybody from starting', async () => {
	expect(await problem({ apiUrl: 'http://127.0.0.1:1' })).toBeNull();
});

test('a price that is no longer sold keeps its plan by what its product says', async () => {
	const old = await sdk.prices.create({
		product: 'prod_pro',
		currency: 'usd',
		unit_amount: 7_900,
		recurring: { interval: 'month' }
	});
	const customer = await sdk.customers.create({});
	await sdk.subscriptions.create({
		customer: customer.id,
		items: [{ price: old.id }],
		trial_period_days: 14
	});
	expect(await createStripe(settings).subscriptions(customer.id)).toMatchObject([
		{ plan: 'pro', status: 'trialing', price: { amount: 7_900 }, cancelAt: null }
	]);
});

test('its failures are ours', async () => {
	const stripe = createStripe(settings);
	await expect(stripe.subscriptions('cus_none')).rejects.toMatchObject({
		vendor: 'stripe',
		code: 'no_customer'
	});
	sandbox.set({ next: { operation: 'subscriptions.list', fault: '503-before', times: 3 } });
	await expect(stripe.subscriptions('cus_none')).rejects.toMatchObject({ code: 'unavailable' });
	expect(await stripe.checkout('cs_test_none')).toBeNull();
});
