import type { TaskList } from 'graphile-worker';
import { jobs, type JobName } from '#lib/schemas/jobs.ts';
import { sendResetLink } from '#server/domain/account/forgot-password.ts';
import { expireActions } from '#server/domain/action/expire-actions.ts';
import {
	forgetAllRowMetadata,
	forgetRowMetadata
} from '#server/domain/action/kinds/sheets-append-row/forget-row-metadata.ts';
import { lookAtTarget } from '#server/domain/action/look-at-target.ts';
import { syncAllBilling } from '#server/domain/billing/sync-all-billing.ts';
import { syncBilling } from '#server/domain/billing/sync-billing.ts';
import { checkConnection, checkConnections } from '#server/domain/connection/check-connection.ts';
import { cleanUp } from '#server/domain/ledger/clean-up.ts';
import { announceReturns } from '#server/domain/notification/announce-returns.ts';
import { planDigests } from '#server/domain/notification/plan-digests.ts';
import { planNotifications } from '#server/domain/notification/plan-notifications.ts';
import { remindOfExpiry } from '#server/domain/notification/remind-of-expiry.ts';
import { sendNotification } from '#server/domain/notification/send-notification.ts';
import { reconcileContactMails, sendContactMail } from '#server/domain/site/contact-mail.ts';
import { lookForRows } from '#server/domain/workflow/look-for-rows.ts';
import type { JobContext, JobHandler } from './handler.ts';
import { runActionTask } from './tasks/run-action.ts';
import { runTask } from './tasks/run-task.ts';

/** A job without a handler does not compile. */
type Handlers = { [Name in JobName]: JobHandler<Name> };

const handlersOfTheProduct: Handlers = {
	'run-task': runTask,
	'run-action': runActionTask,
	'look-at-target': ({ app }, { workspaceId, ...target }) => lookAtTarget(app, workspaceId, target),
	'look-for-rows': ({ app }, place) => lookForRows(app, place),
	'check-connections': ({ app }) => checkConnections(app),
	'check-connection': ({ app }, { workspaceId }) => checkConnection(app, workspaceId),
	'expire-actions': async ({ app }) => {
		const expired = await expireActions(app);
		if (expired > 0) app.log.info({ expired }, 'Proposals have expired');
	},
	// In this order: what is back with little time left is not reminded of as well.
	'remind-reviewers': async ({ app }) => {
		await announceReturns(app);
		await remindOfExpiry(app);
	},
	'forget-row-metadata': ({ app }) => forgetAllRowMetadata(app),
	'forget-row-metadata-of': async ({ app }, { workspaceId }) => {
		const gone = await forgetRowMetadata(app, workspaceId);
		if (gone > 0) app.log.info({ workspaceId, gone }, 'Row metadata of settled rows is forgotten');
	},
	'plan-notifications': async ({ app }) => {
		await planNotifications(app);
		await reconcileContactMails(app);
	},
	'send-notification': ({ app }, { notificationId }) => sendNotification(app, notificationId),
	'send-reset-link': ({ app }, { email }) => sendResetLink(app, email),
	'send-contact-mail': ({ app }, { contactMailId }) => sendContactMail(app, contactMailId),
	'send-digests': async ({ app }) => void (await planDigests(app)),
	'sync-billing': async ({ app }, { customerId }) => void (await syncBilling(app, customerId)),
	'sync-all-billing': async ({ app }) => void (await syncAllBilling(app)),
	'clean-up': ({ app }) => cleanUp(app)
};

/** As an earlier version called them: what it left in the queue is still done. */
const formerNames: Record<string, JobName> = {
	'forget-marks': 'forget-row-metadata',
	'forget-marks-of': 'forget-row-metadata-of'
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
	const names = Object.keys(handlers).map((name) => [name, name] as [string, JobName]);
	const entry = ([called, name]: [string, JobName]) => [
		called,
		(payload: unknown) => ready.then(() => handle(context, handlers, name, payload))
	];
	return Object.fromEntries([...names, ...Object.entries(formerNames)].map(entry)) as TaskList;
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
