import { loaded } from '#lib/load-error.ts';
import { timeZones } from '#lib/time-zones.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent, locals, depends }) => {
	depends('app:mail');
	const [{ session }, mail] = await Promise.all([parent(), loaded(locals.api.members.notifications())]);
	return { zones: timeZones(session.workspace.timeZone), mail };
};
