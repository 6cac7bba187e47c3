import { loaded } from '#lib/load-error.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, depends }) => {
	depends(`app:agent:${params.id}`);
	const [agent, kinds] = await Promise.all([
		loaded(locals.api.agents.get({ id: params.id })),
		loaded(locals.api.actions.kinds())
	]);
	return { agent, kinds: kinds.items };
};
