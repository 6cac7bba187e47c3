import { loaded } from '#lib/load-error.ts';
import type { PageServerLoad } from './$types';

const shown = 25;

export const load: PageServerLoad = async ({ locals, params: { id }, depends }) => {
	depends('app:workflows');
	const [workflow, fires, runs, templates] = await Promise.all([
		loaded(locals.api.workflows.get({ id })),
		loaded(locals.api.workflows.fires({ id, limit: shown })),
		loaded(locals.api.workflows.runs({ id, limit: shown })),
		loaded(locals.api.workflowTemplates.list({}))
	]);
	const description = templates.items.find(({ key }) => key === workflow.template)?.description ?? null;
	return { workflow, fires, runs: runs.items, description };
};
