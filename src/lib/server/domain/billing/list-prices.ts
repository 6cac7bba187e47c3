import type { Price } from '#lib/schemas/billing.ts';
import type { PaidPlan } from '#lib/schemas/plan.ts';
import type { Log } from '#server/ports/log.ts';
import type { Stripe } from '#server/ports/stripe.ts';

type Deps = { stripe: Stripe | null; log: Log };

const patienceMillis = 3_000;

/** What plans cost, for anybody. Null while Stripe does not say: a page waits a moment for it, not longer. */
export async function listPrices(
	deps: Deps
): Promise<{ onSale: boolean; prices: Record<PaidPlan, Price> | null }> {
	const { stripe } = deps;
	if (!stripe) return { onSale: false, prices: null };
	const enough = new Promise<null>((resolve) => setTimeout(resolve, patienceMillis, null).unref());
	return { onSale: true, prices: await Promise.race([orElse(deps, stripe.prices(), null), enough]) };
}

/** What only Stripe knows is left out while it cannot be asked. */
export async function orElse<Value, Other>(
	{ log }: Pick<Deps, 'log'>,
	asked: Promise<Value>,
	other: Other
): Promise<Value | Other> {
	try {
		return await asked;
	} catch (err) {
		log.warn({ err }, 'Stripe could not be asked');
		return other;
	}
}
