import { loaded } from '#lib/load-error.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, depends }) => {
	depends('app:agents');
	const [present, archived, templates] = await Promise.all([
		loaded(locals.api.agents.list({})),
		loaded(locals.api.agents.list({ archived: true })),
		loaded(locals.api.roleTemplates.list())
	]);
	const roles = new Map(templates.items.map((template) => [template.key, template]));
	const agents = present.items.map(({ id, name, role, avatar, status, roleTemplate, lastTaskAt }) => ({
		...{ id, name, role, avatar, status, roleTemplate, lastTaskAt },
		words: [...(roles.get(roleTemplate)?.words ?? []), ...ownWords(role)]
	}));
	const hired = new Set(agents.map(({ roleTemplate }) => roleTemplate));
	const samples = Object.fromEntries(
		templates.items.filter(({ key }) => hired.has(key)).map(({ key, sampleTasks }) => [key, sampleTasks])
	);
	const agent = agents.find(({ id }) => id === url.searchParams.get('agent'));
	return {
		agents,
		archivedNames: archived.items.map(({ name }) => name),
		samples,
		agentId: agent?.id ?? null,
		start: agent
			? (samples[agent.roleTemplate]?.[Number(url.searchParams.get('sample') ?? NaN)] ?? null)
			: null
	};
};

/** A title that a person gave, `Grant writer`, says what its bearer does. */
function ownWords(role: string): string[] {
	return role
		.toLowerCase()
		.split(/[^\p{L}]+/u)
		.filter((word) => word.length > 3);
}
