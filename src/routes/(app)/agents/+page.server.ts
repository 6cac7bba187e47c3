import { loaded } from '#lib/load-error.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, depends, isDataRequest }) => {
	depends('app:agents');
	const team = loadTeam(locals.api);
	// The page deals with a failure when it awaits; without this a slow reader would end the process.
	team.catch(() => undefined);
	return { team: isDataRequest ? team : await team };
};

async function loadTeam(api: App.Locals['api']) {
	const [hired, archived] = await Promise.all([
		loaded(api.agents.list({})),
		loaded(api.agents.list({ archived: true }))
	]);
	return { hired: hired.items, archived: archived.items };
}
