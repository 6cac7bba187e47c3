import { PaidPlan } from '#lib/schemas/plan.ts';
import type { PageServerLoad } from './$types';

/** Where each button leads: signed in straight on to the plan, else by way of an account. */
export const load: PageServerLoad = async ({ locals }) => {
	const { onSale, prices, contact } = await locals.api.billing.prices();
	const to = (plan: PaidPlan) => `/billing?plan=${plan}`;
	const start = locals.session ? '/dashboard' : '/sign-up';
	const paid = PaidPlan.options.map((plan) => ({
		plan,
		/** Null: it cannot be bought, or Stripe does not say just now. */
		price: prices?.[plan] ?? null,
		href: locals.session ? to(plan) : `/sign-in?next=${encodeURIComponent(to(plan))}`
	}));
	return { onSale, contact, start, paid };
};
