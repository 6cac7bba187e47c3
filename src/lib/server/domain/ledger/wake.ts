import type { JobName, JobPayload } from '#lib/schemas/jobs.ts';
import type { Sql, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';

/** What a worker can be made to look at: its job, and the name of the id in the job's payload. */
const kinds = {
	run: { job: 'run-task', idName: 'runId' },
	action: { job: 'run-action', idName: 'actionId' },
	notification: { job: 'send-notification', idName: 'notificationId' },
	contactMail: { job: 'send-contact-mail', idName: 'contactMailId' }
} as const satisfies Record<string, { job: JobName; idName: string }>;

export type WorkKind = keyof typeof kinds;
export type WakeUp = { id: string; runAt?: Date };

/** A wake-up is known by this: adding it again replaces the one that waits. */
export function wakeUpKey(kind: WorkKind, id: string): string {
	return `${kind}:${id}`;
}

/** Adds the jobs that make a worker look at these rows, in one statement; at once when `runAt` is not given. */
export async function wake(jobs: Jobs, tx: Tx, kind: WorkKind, wakeUps: WakeUp[]): Promise<void> {
	const added = wakeUps.map(({ id, runAt }) => ({
		payload: payloadOf(kind, id),
		key: wakeUpKey(kind, id),
		...(runAt && { runAt })
	}));
	await jobs.addEach(tx, kinds[kind].job, added);
}

/** The same for one row inside a statement that begins its work. */
export function waking(jobs: Jobs, kind: WorkKind, id: string): Sql {
	return jobs.adding(kinds[kind].job, payloadOf(kind, id), { key: wakeUpKey(kind, id) });
}

function payloadOf<Kind extends WorkKind>(kind: Kind, id: string): JobPayload<(typeof kinds)[Kind]['job']> {
	return { [kinds[kind].idName]: id } as never;
}
