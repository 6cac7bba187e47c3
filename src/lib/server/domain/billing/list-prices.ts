import type { Prices } from '#lib/schemas/billing.ts';
import type { Log } from '#server/ports/log.ts';
import type { Stripe } from '#server/ports/stripe.ts';

type Deps = { stripe: Stripe | null; log: Log; config: { operatorEmail: string | null } };

const patienceMillis = 3_000;

/** What plans cost, for anybody, and whom to ask where nothing can be bought. */
export async function listPrices(deps: Deps): Promise<Prices> {
	const { operatorEmail: contact } = deps.config;
	return { onSale: deps.stripe !== null, prices: await pricesOf(deps), contact };
}

/** Null where nothing can be bought, and while Stripe does not say. */
export async function pricesOf({ stripe, log }: Pick<Deps, 'stripe' | 'log'>): Promise<Prices['prices']> {
	return stripe && orElse({ log }, stripe.prices(), null);
}

/** What only Stripe knows is left out while it cannot be asked, or takes longer than a page should wait. */
export async function orElse<Value, Other>(
	{ log }: Pick<Deps, 'log'>,
	asked: Promise<Value>,
	other: Other
): Promise<Value | Other> {
	const answered = asked.catch((err: unknown) => {
		log.warn({ err }, 'Stripe could not be asked');
		return other;
	});
	const enough = new Promise<Other>((resolve) => setTimeout(resolve, patienceMillis, other).unref());
	return Promise.race([answered, enough]);
}
