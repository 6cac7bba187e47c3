import { inMajorUnits } from '#lib/money.ts';
import { plans } from '#lib/plans.ts';
import type { Price } from '#lib/schemas/billing.ts';
import type { PaidPlan } from '#lib/schemas/plan.ts';

type Sold = { plan: PaidPlan; price: Price | null };

/** For search engines, in the words of schema.org. Null unless Stripe has said what is charged: no price is ever guessed. */
export function structuredOffers(sold: Sold[], url: string): object | null {
	const offers = sold.flatMap(({ plan, price }) => (price ? [offerOf(plan, price, url)] : []));
	if (offers.length === 0) return null;
	return {
		'@context': 'https://schema.org',
		'@type': 'Product',
		name: 'AgentForce',
		description: 'AI agents for small businesses that ask before they act.',
		offers
	};
}

function offerOf(plan: PaidPlan, price: Price, url: string): object {
	const amount = inMajorUnits(price);
	const priceCurrency = price.currency.toUpperCase();
	return {
		'@type': 'Offer',
		name: plans[plan].name,
		price: amount,
		priceCurrency,
		url,
		priceSpecification: {
			'@type': 'UnitPriceSpecification',
			price: amount,
			priceCurrency,
			referenceQuantity: { '@type': 'QuantitativeValue', value: 1, unitCode: 'MON' }
		}
	};
}
