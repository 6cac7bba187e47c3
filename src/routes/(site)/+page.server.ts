import { loaded } from '#lib/load-error.ts';
import { roleFace } from '#lib/role-face.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
	const { items } = await loaded(locals.api.roleTemplates.list());
	const people = items.map((template, position) => ({
		key: template.key,
		name: template.defaultName,
		role: template.name,
		tagline: template.tagline,
		avatar: roleFace(position),
		example: template.sampleTasks[0]?.title ?? '',
		saves: template.minutesSaved[0]
	}));
	return { people };
};
