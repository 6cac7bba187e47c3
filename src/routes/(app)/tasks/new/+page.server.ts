import { loaded } from '#lib/load-error.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, depends }) => {
	depends('app:agents');
	const [present, archived, templates] = await Promise.all([
		loaded(locals.api.agents.list({})),
		loaded(locals.api.agents.list({ archived: true })),
		loaded(locals.api.roleTemplates.list())
	]);
	const agents = present.items.map(({ id, name, role, avatar, status, roleTemplate }) => ({
		id,
		name,
		role,
		avatar,
		status,
		roleTemplate
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
