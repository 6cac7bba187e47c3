import { keyOf } from '#lib/components/review/state/inbox-pages.ts';
import { loaded } from '#lib/load-error.ts';
import type { InboxDetail } from '#lib/schemas/inbox.ts';
import { queryOf, readFilter, readItem, viewGroups } from './list/inbox-filter.ts';
import type { PageServerLoad } from './$types';

const firstPage = 50;

export const load: PageServerLoad = async ({ locals, url, depends }) => {
	depends('app:inbox', 'app:agents');
	const filter = readFilter(url.searchParams);
	const chosen = readItem(url.searchParams);
	const [agents, kinds, ...sections] = await Promise.all([
		loaded(locals.api.agents.list({})),
		loaded(locals.api.actions.kinds()),
		...viewGroups[filter.view].map(async (group) => ({
			group,
			page: await loaded(locals.api.inbox.list(queryOf(filter, group, firstPage)))
		}))
	]);
	const [first] = sections.flatMap(({ page }) => page.items);
	const shown = chosen ?? (first ? keyOf(first) : null);
	return {
		filter,
		chosen,
		sections,
		detail: shown ? await readDetail(locals.api, shown) : null,
		agents: agents.items.map(({ id, name, role, working }) => ({ id, name, role, working })),
		kinds: kinds.items
	};
};

/** Null for what does not exist: the page says so beside the list, instead of an error in place of it. */
async function readDetail(api: App.Locals['api'], key: string): Promise<InboxDetail | null> {
	const [type, id = ''] = key.split(':');
	try {
		return await api.inbox.get({ id, type: type === 'result' ? 'result' : 'action' });
	} catch (refusal) {
		if (refusal instanceof Error && 'code' in refusal && refusal.code === 'NOT_FOUND') return null;
		return loaded(Promise.reject(refusal instanceof Error ? refusal : new Error(String(refusal))));
	}
}
