import { loaded } from '#lib/load-error.ts';
import type { Activity } from '#lib/schemas/activity.ts';
import type { PageServerLoad } from './$types';
import { foldTakenBack } from './happenings.ts';

const waitingShown = 5;
const failedShown = 3;
const entriesShown = 12;
/** More are read than shown: the reasons of failures are among them. */
const entriesRead = 50;
/** A failure that nobody looked at for this long is history, not news. */
const failureFreshMillis = 7 * 24 * 60 * 60 * 1_000;

export const load: PageServerLoad = async ({ locals, depends, isDataRequest }) => {
	depends('app:tasks', 'app:inbox', 'app:agents', 'app:activity');
	const board = loadBoard(locals.api);
	// The page deals with a failure when it awaits; without this a slow reader would end the process.
	board.catch(() => undefined);
	return { board: isDataRequest ? board : await board };
};

async function loadBoard(api: App.Locals['api']) {
	const [waiting, failed, activity, agents] = await Promise.all([
		loaded(readWaiting(api)),
		loaded(api.tasks.list({ status: 'failed', limit: failedShown })),
		loaded(api.activity.list({ limit: entriesRead })),
		loaded(api.agents.list({}))
	]);
	const since = Date.now() - failureFreshMillis;
	return {
		waiting,
		failed: failed.items.filter(({ updatedAt }) => Date.parse(updatedAt) > since),
		// Oldest first, so that the newest reason of a task stays.
		reasons: new Map(activity.items.toReversed().flatMap(reasonOf)),
		activity: foldTakenBack(activity.items).slice(0, entriesShown),
		agents: agents.items
	};
}

/** What the inbox shows first. */
async function readWaiting(api: App.Locals['api']) {
	const groups = ['attention', 'expiring', 'waiting'] as const;
	const pages = await Promise.all(groups.map((group) => api.inbox.list({ group, limit: waitingShown })));
	return pages.flatMap(({ items }) => items).slice(0, waitingShown);
}

/** Why a task failed, by its id; empty for everything else that happened. */
function reasonOf({ kind, taskId, detail }: Activity): [string, string][] {
	return kind === 'task.failed' && taskId && detail ? [[taskId, detail]] : [];
}
