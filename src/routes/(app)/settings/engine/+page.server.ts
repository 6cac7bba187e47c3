import { loaded } from '#lib/load-error.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, depends }) => {
	depends('app:tasks', 'app:session');
	return { status: await loaded(locals.api.engine.status()) };
};
