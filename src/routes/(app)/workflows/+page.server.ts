import { loaded } from '#lib/load-error.ts';
import type { PageServerLoad } from './$types';

/** More than most have; the rest is asked for. */
const shown = 100;

export const load: PageServerLoad = async ({ locals, depends }) => {
	depends('app:workflows');
	return { workflows: await loaded(locals.api.workflows.list({ limit: shown })) };
};
