import type { VendorError } from '#server/errors.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Log } from '#server/ports/log.ts';
import type { Mail } from '#server/ports/mail.ts';
import { backoffs, backoffSeconds } from '../ledger/backoff.ts';
import type { Timings } from '../ledger/lease.ts';
import { wake, type WakeUp } from '../ledger/wake.ts';
import type { Addressed, ComposeDeps } from './addressed.ts';

export type SendDeps = {
	db: Db;
	jobs: Jobs;
	log: Log;
	clock: Clock;
	random: () => number;
	mail: Mail | null;
	timings: Pick<Timings, 'retrySeconds'>;
	config: ComposeDeps['config'];
};

/** One try at one notification; `lost` once a mail may have arrived although nobody said so. */
export type Try = Addressed & { id: string; messageId: string; attempt: number; lost: boolean };

export const mostAttempts = 12;

/**
 * What a failed try means: a server that refuses the mail will refuse it again; one that cannot be reached is tried for
 * some hours; a mail that was handed over without an answer is sent just once more.
 */
export function verdict(
	{ lost, attempt }: Pick<Try, 'lost' | 'attempt'>,
	{ code, effect }: VendorError<'mail'>
): { lost: boolean; over: boolean } {
	const unknown = effect === 'unknown';
	return {
		lost: lost || unknown,
		over: code === 'refused' || (unknown && lost) || attempt >= mostAttempts
	};
}

/** Writes down what a failed try means. */
export async function settleFailure(deps: SendDeps, tried: Try, error: VendorError<'mail'>): Promise<void> {
	const { code, message } = error;
	deps.log.warn({ notificationId: tried.id, code, attempt: tried.attempt }, 'A mail was not sent');
	const { lost, over } = verdict(tried, error);
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
	const policy = backoffs.notification(deps.timings.retrySeconds);
	const seconds = backoffSeconds(policy, attempt, deps.random());
	const [row] = await tx.$queryRaw<WakeUp[]>`
		update notifications set error_message = ${message}, send_after = now() + make_interval(secs => ${seconds}),
			data = data || jsonb_build_object('lost', ${lost}::boolean)
		where id = ${id}::uuid and status = 'queued' and attempt = ${attempt}
		returning id, send_after as "runAt"`;
	if (row) await wake(deps.jobs, tx, 'notification', [row]);
}
