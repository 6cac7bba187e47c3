import { loaded } from '#lib/load-error.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, depends }) => {
	depends('app:workflows');
	return { week: await loaded(locals.api.workflows.week()) };
};
