import { loaded } from '#lib/load-error.ts';
import type { LayoutServerLoad } from './$types';

/** Who runs this, for the footer and for every page that has to name them. */
export const load: LayoutServerLoad = async ({ locals }) => ({
	facts: await loaded(locals.api.site.facts())
});
