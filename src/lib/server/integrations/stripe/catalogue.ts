import type StripeSdk from 'stripe';
import type { Price } from '#lib/schemas/billing.ts';
import { PaidPlan } from '#lib/schemas/plan.ts';
import { failedBy, VendorError } from '#server/errors.ts';
import type { Ask, Settings } from './sdk.ts';

export type PlanPrice = { plan: PaidPlan; id: string; productId: string; price: Price };

export type Catalogue = {
	/** The plans that can be sold now; what is wrong with the price of one is nothing to the others. */
	sold(): Promise<PlanPrice[]>;
	/** What this plan costs and is called at Stripe. Throws VendorError, `misconfigured` with a sentence. */
	of(plan: PaidPlan): Promise<PlanPrice>;
	/**
	 * Which plan this price is, also an old one whose product says so in its metadata. Asks nothing of the other
	 * prices: what is wrong with one of them is nothing to who pays by this one.
	 */
	planOf(price: StripeSdk.Price): Promise<PaidPlan | null>;
	problem(): Promise<string | null>;
};

const keepMillis = 5 * 60_000;
const lookupKeyOf = (plan: PaidPlan) => `agentforce_${plan}`;
const variableOf = (plan: PaidPlan) => `STRIPE_PRICE_${plan.toUpperCase()}`;

export function createCatalogue(ask: Ask, settings: Settings): Catalogue {
	let kept: { at: number; prices: Promise<Found> } | null = null;
	const all = () => {
		if (kept && Date.now() - kept.at < keepMillis) return kept.prices;
		const prices = readAll(ask, settings);
		kept = { at: Date.now(), prices };
		// What failed is asked again.
		prices.catch(() => (kept = null));
		return prices;
	};
	return {
		sold: async () => [...(await all()).values()].filter(isSold),
		async of(plan) {
			const found = (await all()).get(plan);
			if (!found) throw misconfigured(`There is no price for ${plan}.`);
			if (found instanceof VendorError) throw found;
			return found;
		},
		async planOf(price) {
			const named = PaidPlan.options.find((plan) => settings.prices[plan] === price.id);
			return (
				named ??
				PaidPlan.options.find((plan) => price.lookup_key === lookupKeyOf(plan)) ??
				planOfOld(ask, price)
			);
		},
		async problem() {
			try {
				const wrong = [...(await all()).values()].find((found) => found instanceof VendorError);
				return wrong?.message ?? null;
			} catch (error) {
				if (!failedBy('stripe', error)) throw error;
				return ['misconfigured', 'wrong_keys'].includes(error.code) ? sentenceOf(error) : null;
			}
		}
	};
}

function sentenceOf({ code, message }: VendorError<'stripe'>): string {
	return code === 'wrong_keys' ? 'STRIPE_SECRET_KEY was not accepted by Stripe.' : message;
}

function misconfigured(message: string): VendorError<'stripe'> {
	return new VendorError('stripe', 'misconfigured', message);
}

/** A price that is no longer sold keeps its plan by what its product says. */
async function planOfOld(ask: Ask, price: StripeSdk.Price): Promise<PaidPlan | null> {
	const product = typeof price.product === 'string' ? price.product : price.product.id;
	const found = await ask((sdk) => sdk.products.retrieve(product));
	return PaidPlan.safeParse(found.metadata?.plan).data ?? null;
}

/** Each plan's price, or what is wrong with it. */
type Found = Map<PaidPlan, PlanPrice | VendorError<'stripe'>>;

const isSold = (found: PlanPrice | VendorError<'stripe'>): found is PlanPrice =>
	!(found instanceof VendorError);

async function readAll(ask: Ask, settings: Settings): Promise<Found> {
	const { data } = await ask((sdk) =>
		sdk.prices.list({ lookup_keys: PaidPlan.options.map(lookupKeyOf), limit: 100 })
	);
	const prices = await Promise.all(
		PaidPlan.options.map(async (plan) => {
			const byKey = data.find((price) => price.lookup_key === lookupKeyOf(plan));
			return { plan, found: await orWrong(() => readOne(ask, settings, plan, byKey)) };
		})
	);
	const first = prices.map(({ found }) => found).find(isSold);
	return new Map(prices.map(({ plan, found }) => [plan, inOneCurrency(found, first)]));
}

async function readOne(
	ask: Ask,
	settings: Settings,
	plan: PaidPlan,
	byKey: StripeSdk.Price | undefined
): Promise<PlanPrice> {
	const id = settings.prices[plan];
	return checked(plan, id === undefined ? byKey : await byId(ask, plan, id), settings);
}

/** An account that cannot be asked is another matter: then nothing is known of any. */
async function orWrong(read: () => Promise<PlanPrice>): Promise<PlanPrice | VendorError<'stripe'>> {
	try {
		return await read();
	} catch (error) {
		if (!failedBy('stripe', error) || error.code !== 'misconfigured') throw error;
		return error;
	}
}

function inOneCurrency(
	found: PlanPrice | VendorError<'stripe'>,
	first: PlanPrice | undefined
): PlanPrice | VendorError<'stripe'> {
	if (found instanceof VendorError || !first || found.price.currency === first.price.currency) return found;
	return misconfigured(
		`${variableOf(found.plan)} is in ${found.price.currency}, the others in ${first.price.currency}: one currency for all.`
	);
}

async function byId(ask: Ask, plan: PaidPlan, id: string): Promise<StripeSdk.Price> {
	try {
		return await ask((sdk) => sdk.prices.retrieve(id));
	} catch (error) {
		if (!failedBy('stripe', error) || error.code !== 'not_found') throw error;
		throw misconfigured(
			`${variableOf(plan)} names ${id}, which this Stripe account does not have in the mode of its key.`
		);
	}
}

function checked(plan: PaidPlan, price: StripeSdk.Price | undefined, { livemode }: Settings): PlanPrice {
	const variable = variableOf(plan);
	if (!price)
		throw misconfigured(
			`There is no price with the lookup key ${lookupKeyOf(plan)} at Stripe: make one, or name another in ${variable}.`
		);
	const wrong = [
		[!price.active, 'is no longer active'],
		[price.recurring?.interval !== 'month' || price.recurring.interval_count !== 1, 'is not monthly'],
		[!price.unit_amount, 'has no amount'],
		[price.livemode !== livemode, 'is of the other mode (test or live) than STRIPE_SECRET_KEY']
	].find(([is]) => is);
	if (wrong) throw misconfigured(`${variable} (${price.id}) ${String(wrong[1])}.`);
	return {
		plan,
		id: price.id,
		productId: typeof price.product === 'string' ? price.product : price.product.id,
		price: { amount: price.unit_amount ?? 0, currency: price.currency, interval: 'month' }
	};
}
