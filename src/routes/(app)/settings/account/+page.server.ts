import { loaded } from '#lib/load-error.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, depends }) => {
	depends('app:sessions');
	const { items } = await loaded(locals.api.account.sessions());
	return { sessions: items };
};
