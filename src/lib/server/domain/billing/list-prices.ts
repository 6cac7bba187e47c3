import type { Price } from '#lib/schemas/billing.ts';
import type { PaidPlan } from '#lib/schemas/plan.ts';
import type { Log } from '#server/ports/log.ts';
import type { Stripe } from '#server/ports/stripe.ts';

type Deps = { stripe: Stripe | null; log: Log };

const patienceMillis = 3_000;

/** What plans cost, for anybody. Null while Stripe does not say. */
export async function listPrices(
	deps: Deps
): Promise<{ onSale: boolean; prices: Partial<Record<PaidPlan, Price>> | null }> {
	const { stripe } = deps;
	if (!stripe) return { onSale: false, prices: null };
	return { onSale: true, prices: await orElse(deps, stripe.prices(), null) };
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
