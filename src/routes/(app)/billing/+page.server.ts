import { loaded } from '#lib/load-error.ts';
import { PaidPlan } from '#lib/schemas/plan.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, depends, url }) => {
	depends('app:billing');
	return {
		billing: await loaded(locals.api.billing.get()),
		/** What somebody chose on the pricing page, before they had an account. */
		wanted: PaidPlan.safeParse(url.searchParams.get('plan')).data ?? null,
		welcome: url.searchParams.has('welcome')
	};
};
