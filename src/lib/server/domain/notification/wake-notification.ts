import type { Jobs, Tx } from '#server/ports.ts';

/** The one job of a notification; it carries only the id, for the row is the truth. */
export async function wakeNotification(
	jobs: Jobs,
	tx: Tx,
	notification: { id: string; sendAfter: Date }
): Promise<void> {
	const { id: notificationId, sendAfter: runAt } = notification;
	await jobs.add(
		tx,
		'send-notification',
		{ notificationId },
		{ runAt, key: `notification:${notificationId}` }
	);
}
