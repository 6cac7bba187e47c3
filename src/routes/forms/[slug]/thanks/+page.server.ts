import { loaded } from '#lib/load-error.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params: { slug }, setHeaders }) => {
	setHeaders({ 'x-robots-tag': 'noindex, nofollow' });
	const { business } = await loaded(locals.api.forms.get({ slug }));
	return { business, slug };
};
