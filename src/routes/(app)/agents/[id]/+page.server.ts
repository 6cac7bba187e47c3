import { loaded } from '#lib/load-error.ts';
import type { PageServerLoad } from './$types';

const recentShown = 8;

export const load: PageServerLoad = async ({ locals, params, depends, isDataRequest }) => {
	depends(`app:agent:${params.id}`);
	const [agent, kinds] = await Promise.all([
		loaded(locals.api.agents.get({ id: params.id })),
		loaded(locals.api.actions.kinds())
	]);
	const work = loadWork(locals.api, params.id);
	// The page deals with a failure when it awaits; without this a slow reader would end the process.
	work.catch(() => undefined);
	return { agent, kinds: kinds.items, work: isDataRequest ? work : await work };
};

async function loadWork(api: App.Locals['api'], agentId: string) {
	const [recent, doing, queued] = await Promise.all([
		loaded(api.tasks.list({ agentId, limit: recentShown })),
		loaded(api.tasks.list({ agentId, status: 'in_progress', limit: 3 })),
		loaded(api.tasks.list({ agentId, status: 'queued', limit: 100 }))
	]);
	return {
		recent: recent.items,
		more: recent.nextCursor !== null,
		doing: doing.items,
		inLine: queued.items.length
	};
}
