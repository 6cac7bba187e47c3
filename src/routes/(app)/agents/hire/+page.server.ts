import { loaded } from '#lib/load-error.ts';
import { peopleToHire } from './people.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const [templates, agents] = await Promise.all([
		loaded(locals.api.roleTemplates.list()),
		loaded(locals.api.agents.list({}))
	]);
	return {
		people: peopleToHire(templates.items),
		team: agents.items.map(({ name, role, status }) => ({ name, role, status }))
	};
};
