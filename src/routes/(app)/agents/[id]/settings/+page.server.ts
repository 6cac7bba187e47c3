import { loaded } from '#lib/load-error.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, depends }) => {
	depends(`app:agent:${params.id}`);
	return { agent: await loaded(locals.api.agents.get({ id: params.id })) };
};
