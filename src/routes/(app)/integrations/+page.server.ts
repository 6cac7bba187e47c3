import { loaded } from '#lib/load-error.ts';
import { ConnectProblem } from '#lib/schemas/integration.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, depends, url }) => {
	depends('app:addresses');
	const { items } = await loaded(locals.api.addressBook.list({}));
	return {
		addresses: items,
		/** Only what we know a sentence for is ever shown. */
		problem: ConnectProblem.safeParse(url.searchParams.get('problem')).data ?? null
	};
};
