import { timeZones } from '#lib/time-zones.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ parent }) => {
	const { session } = await parent();
	return { zones: timeZones(session.workspace.timeZone) };
};
