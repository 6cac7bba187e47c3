import { readFilter } from '#lib/components/task/task-filter.ts';
import { readTaskPage } from '#lib/components/task/task-page.ts';
import { loaded } from '#lib/load-error.ts';
import type { PageServerLoad } from './$types';

const pageSize = 25;

export const load: PageServerLoad = async ({ locals, url, depends }) => {
	depends('app:tasks', 'app:agents');
	const filter = readFilter(url.searchParams);
	const cursor = url.searchParams.get('cursor') ?? undefined;
	const [page, agents] = await Promise.all([
		loaded(readTaskPage(locals.api.tasks.list, filter, { cursor, limit: pageSize })),
		loaded(locals.api.agents.list({}))
	]);
	return {
		filter,
		cursor: cursor ?? null,
		pageSize,
		page,
		agents: agents.items.map(({ id, name, role }) => ({ id, name, role }))
	};
};
