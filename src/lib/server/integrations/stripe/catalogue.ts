import type StripeSdk from 'stripe';
import type { Price } from '#lib/schemas/billing.ts';
import { PaidPlan } from '#lib/schemas/plan.ts';
import { failedBy, VendorError } from '#server/errors.ts';
import type { Ask, Settings } from './sdk.ts';

export type PlanPrice = { plan: PaidPlan; id: string; productId: string; price: Price };

export type Catalogue = {
	/** What each plan costs and is called at Stripe. Throws VendorError, `misconfigured` with a sentence. */
	all(): Promise<PlanPrice[]>;
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
	let kept: { at: number; prices: Promise<PlanPrice[]> } | null = null;
	const all = () => {
		if (kept && Date.now() - kept.at < keepMillis) return kept.prices;
		const prices = readAll(ask, settings);
		kept = { at: Date.now(), prices };
		// What failed is asked again.
		prices.catch(() => (kept = null));
		return prices;
	};
	return {
		all,
		async of(plan) {
			const found = (await all()).find((one) => one.plan === plan);
			if (!found) throw misconfigured(`There is no price for ${plan}.`);
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
				await all();
				return null;
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

async function readAll(ask: Ask, settings: Settings): Promise<PlanPrice[]> {
	const { data } = await ask((sdk) =>
		sdk.prices.list({ lookup_keys: PaidPlan.options.map(lookupKeyOf), limit: 100 })
	);
	const prices = await Promise.all(
		PaidPlan.options.map(async (plan) => {
			const id = settings.prices[plan];
			const named = id === undefined ? null : await byId(ask, plan, id);
			return checked(plan, named ?? data.find((price) => price.lookup_key === lookupKeyOf(plan)), settings);
		})
	);
	const [first] = prices;
	const other = prices.find(({ price }) => price.currency !== first?.price.currency);
	if (other)
		throw misconfigured(
			`${variableOf(other.plan)} is in ${other.price.currency}, the others in ${first?.price.currency}: one currency for all.`
		);
	return prices;
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
