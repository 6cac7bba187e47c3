import { loaded } from '#lib/load-error.ts';
import { peopleToHire } from './people.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { items } = await loaded(locals.api.roleTemplates.list());
	return { people: peopleToHire(items) };
};
