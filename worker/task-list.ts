import type { TaskList } from 'graphile-worker';
import { jobs, type JobName } from '#lib/schemas/jobs.ts';
import type { JobContext, JobHandler } from './handler.ts';
import { checkConnectionTask, checkConnectionsTask } from './tasks/check-connections.ts';
import { cleanUpTask } from './tasks/clean-up.ts';
import { expireActionsTask } from './tasks/expire-actions.ts';
import { forgetMarksOfTask, forgetMarksTask } from './tasks/forget-marks.ts';
import { planNotificationsTask } from './tasks/plan-notifications.ts';
import { remindReviewersTask } from './tasks/remind-reviewers.ts';
import { runActionTask } from './tasks/run-action.ts';
import { runTask } from './tasks/run-task.ts';
import { sendDigestsTask } from './tasks/send-digests.ts';
import { sendNotificationTask } from './tasks/send-notification.ts';

/** A job without a handler does not compile. */
type Handlers = { [Name in JobName]: JobHandler<Name> };

const handlersOfTheProduct: Handlers = {
	'run-task': runTask,
	'run-action': runActionTask,
	'check-connections': checkConnectionsTask,
	'check-connection': checkConnectionTask,
	'expire-actions': expireActionsTask,
	'remind-reviewers': remindReviewersTask,
	'forget-marks': forgetMarksTask,
	'forget-marks-of': forgetMarksOfTask,
	'plan-notifications': planNotificationsTask,
	'send-notification': sendNotificationTask,
	'send-digests': sendDigestsTask,
	'clean-up': cleanUpTask
};

/**
 * graphile-worker's task list; no job begins before `ready`. Payloads are parsed before use: one that does
 * not fit is parked with its error by failing the job, and reported in the log. The bench brings handlers that do nothing.
 */
export function createTaskList(
	context: JobContext,
	ready: Promise<void>,
	handlers: Handlers = handlersOfTheProduct
): TaskList {
	const names = Object.keys(handlers) as JobName[];
	const entry = (name: JobName) => [
		name,
		(payload: unknown) => ready.then(() => handle(context, handlers, name, payload))
	];
	return Object.fromEntries(names.map(entry)) as TaskList;
}

async function handle<Name extends JobName>(
	context: JobContext,
	handlers: Handlers,
	name: Name,
	payload: unknown
): Promise<void> {
	const parsed = jobs[name].safeParse(payload);
	if (!parsed.success) {
		context.app.log.error(
			{ job: name, issues: parsed.error.issues },
			'A job was parked: its payload cannot be read'
		);
		throw parsed.error;
	}
	const handler = handlers[name] as JobHandler<JobName>;
	await handler(context, parsed.data);
}
