import type { MailError } from '#server/errors.ts';
import type { Clock, Db, Jobs, Log, Mail, Tx } from '#server/ports.ts';
import type { Timings } from '../run/lease.ts';
import type { Addressed } from './addressed.ts';
import { wakeNotification } from './wake-notification.ts';

export type SendDeps = {
	db: Db;
	jobs: Jobs;
	log: Log;
	clock: Clock;
	random: () => number;
	mail: Mail | null;
	timings: Pick<Timings, 'retrySeconds'>;
	config: { origin: string };
};

/** One try at one notification; `lost` once a mail may have arrived although nobody said so. */
export type Try = Addressed & { id: string; messageId: string; attempt: number; lost: boolean };

export const mostAttempts = 12;
const longestSeconds = 3_600;

/**
 * What a failed try means: a server that refuses the mail will refuse it again; one that cannot be reached is tried for
 * some hours; a mail that was handed over without an answer is sent just once more.
 */
export async function settleFailure(deps: SendDeps, tried: Try, error: MailError): Promise<void> {
	const { code, message } = error;
	deps.log.warn({ notificationId: tried.id, code, attempt: tried.attempt }, 'A mail was not sent');
	const lost = tried.lost || code === 'unknown';
	const over = code === 'refused' || (code === 'unknown' && tried.lost) || tried.attempt >= mostAttempts;
	await deps.db.$transaction((tx) =>
		over ? giveUp(tx, tried, message) : tryLater(deps, tx, tried, { lost, message })
	);
}

/** Nothing more is tried; the row says why. */
export async function giveUp(tx: Tx, { id, attempt }: Try, message: string): Promise<void> {
	await tx.$executeRaw`
		update notifications set status = 'failed', error_message = ${message}
		where id = ${id}::uuid and status = 'queued' and attempt = ${attempt}`;
}

async function tryLater(
	deps: SendDeps,
	tx: Tx,
	{ id, attempt }: Try,
	{ lost, message }: { lost: boolean; message: string }
): Promise<void> {
	const seconds =
		Math.min(deps.timings.retrySeconds * 3 ** attempt, longestSeconds) * (1 + deps.random() / 4);
	const [row] = await tx.$queryRaw<{ id: string; sendAfter: Date }[]>`
		update notifications set error_message = ${message}, send_after = now() + make_interval(secs => ${seconds}),
			data = data || jsonb_build_object('lost', ${lost}::boolean)
		where id = ${id}::uuid and status = 'queued' and attempt = ${attempt}
		returning id, send_after as "sendAfter"`;
	if (row) await wakeNotification(deps.jobs, tx, row);
}
