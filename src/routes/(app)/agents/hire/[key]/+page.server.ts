import { error } from '@sveltejs/kit';
import { loaded } from '#lib/load-error.ts';
import { peopleToHire } from '../people.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
	const [{ items }, kinds] = await Promise.all([
		loaded(locals.api.roleTemplates.list()),
		loaded(locals.api.actions.kinds())
	]);
	const person = peopleToHire(items).find(({ key }) => key === params.key);
	if (!person) error(404, 'There is no such role to hire. The six that there are are under Agents, Hire.');
	return { person, kinds: kinds.items };
};
