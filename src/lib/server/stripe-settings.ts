import type { PaidPlan } from '#lib/schemas/plan.ts';
import { address, isLoopback, shaped } from './config-values.ts';

/** Where Stripe is asked and with what: the real one, or the sandbox that stands in for it. */
export type StripeSettings = {
	secretKey: string;
	webhookSecret: string;
	/** Null: Stripe's own address. */
	apiUrl: string | null;
	/** Ids of prices; one that is not named is looked up by the key `agentforce_<plan>`. */
	prices: Partial<Record<PaidPlan, string>>;
	livemode: boolean;
	sandbox: boolean;
};

const price = () => shaped(/^price_\w+$/, 'the id of a price').optional();

export const stripeVariables = {
	STRIPE_SECRET_KEY: shaped(/^(sk|rk)_(test|live)_\w+$/, 'a secret or restricted key of Stripe’s').optional(),
	STRIPE_WEBHOOK_SECRET: shaped(/^whsec_\w+$/, 'a webhook’s signing secret').optional(),
	STRIPE_PRICE_STARTER: price(),
	STRIPE_PRICE_PRO: price(),
	STRIPE_PRICE_ENTERPRISE: price(),
	STRIPE_API_URL: address('http', /^https?$/).optional()
};

type StripeVariable = keyof typeof stripeVariables;
type Given = Partial<Record<StripeVariable, string | undefined>>;

export const stripeExamples: Record<StripeVariable, string> = {
	STRIPE_SECRET_KEY: 'sk_test_…',
	STRIPE_WEBHOOK_SECRET: 'whsec_…',
	STRIPE_PRICE_STARTER: 'price_…',
	STRIPE_PRICE_PRO: 'price_…',
	STRIPE_PRICE_ENTERPRISE: 'price_…',
	STRIPE_API_URL: 'http://127.0.0.1:4602'
};

/** Null without keys. `refuse` is told which variable is wrong and how. */
export function stripeSettings(
	given: Given,
	refuse: (variable: StripeVariable, problem: string) => Error
): StripeSettings | null {
	const {
		STRIPE_SECRET_KEY: secretKey,
		STRIPE_WEBHOOK_SECRET: webhookSecret,
		STRIPE_API_URL: apiUrl
	} = given;
	if (!secretKey && webhookSecret)
		throw refuse('STRIPE_SECRET_KEY', 'is missing, although STRIPE_WEBHOOK_SECRET is set');
	if (!secretKey) return null;
	if (!webhookSecret) throw refuse('STRIPE_WEBHOOK_SECRET', 'is missing, although STRIPE_SECRET_KEY is set');
	const livemode = secretKey.includes('_live_');
	const sandbox = apiUrl !== undefined && isLoopback(new URL(apiUrl).hostname);
	// Whoever plays Stripe on this machine must not be shown the key to real money.
	if (livemode && sandbox)
		throw refuse('STRIPE_API_URL', 'is on this machine, although STRIPE_SECRET_KEY is a live key');
	return {
		secretKey,
		webhookSecret,
		apiUrl: apiUrl ?? null,
		livemode,
		sandbox,
		prices: pricesOf(given)
	};
}

function pricesOf(given: Given): StripeSettings['prices'] {
	const { STRIPE_PRICE_STARTER: starter, STRIPE_PRICE_PRO: pro, STRIPE_PRICE_ENTERPRISE: enterprise } = given;
	return { ...(starter && { starter }), ...(pro && { pro }), ...(enterprise && { enterprise }) };
}
