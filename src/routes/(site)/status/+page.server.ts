import type { PageServerLoad } from './$types';

/** Read anew each time: a kept answer would say that all is well when it no longer is. */
export const load: PageServerLoad = async ({ locals, setHeaders }) => {
	setHeaders({ 'cache-control': 'no-store' });
	return { status: await locals.api.site.status() };
};
