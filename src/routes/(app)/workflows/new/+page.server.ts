import { error } from '@sveltejs/kit';
import { cardOf } from '#lib/components/workflow/template-groups.ts';
import { loaded } from '#lib/load-error.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url, depends }) => {
	depends('app:agents');
	const [{ items: templates }, present, roles] = await Promise.all([
		loaded(locals.api.workflowTemplates.list({})),
		loaded(locals.api.agents.list({})),
		loaded(locals.api.roleTemplates.list())
	]);
	const key = url.searchParams.get('template');
	const template = templates.find((one) => one.key === key) ?? null;
	if (key !== null && !template)
		error(404, 'There is no such template. All there are: Workflows, New workflow.');
	const agents = present.items.map(({ id, name, role, roleTemplate }) => ({ id, name, role, roleTemplate }));
	const asked = agents.find(({ id }) => id === url.searchParams.get('agent'));
	return {
		templates: template ? [] : templates.map(cardOf),
		template,
		agents,
		roleNames: Object.fromEntries(roles.items.map((role) => [role.key, role.name])),
		hired: (asked ? [asked] : agents).map(({ roleTemplate }) => roleTemplate),
		agentId: asked?.id ?? null
	};
};
