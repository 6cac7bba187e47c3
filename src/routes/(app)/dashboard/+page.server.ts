import { loaded } from '#lib/load-error.ts';
import type { PageServerLoad } from './$types';

const waitingShown = 5;
const failedShown = 3;
const entriesShown = 12;
/** A failure that nobody looked at for this long is history, not news. */
const failureFreshMillis = 7 * 24 * 60 * 60 * 1_000;

export const load: PageServerLoad = async ({ locals, depends, isDataRequest }) => {
	depends('app:tasks', 'app:agents', 'app:activity');
	const board = loadBoard(locals.api);
	// The page deals with a failure when it awaits; without this a slow reader would end the process.
	board.catch(() => undefined);
	return { board: isDataRequest ? board : await board };
};

async function loadBoard(api: App.Locals['api']) {
	const [waiting, failed, activity, agents] = await Promise.all([
		loaded(api.tasks.list({ status: 'needs_review', limit: waitingShown })),
		loaded(api.tasks.list({ status: 'failed', limit: failedShown })),
		loaded(api.activity.list({ limit: entriesShown })),
		loaded(api.agents.list({}))
	]);
	const since = Date.now() - failureFreshMillis;
	return {
		waiting: waiting.items,
		failed: failed.items.filter(({ updatedAt }) => Date.parse(updatedAt) > since),
		activity: activity.items,
		agents: agents.items
	};
}
