import type { ActionWait, Receipt } from '#lib/schemas/action.ts';
import { VendorError } from '#server/errors.ts';
import { NoConnection } from '../connection/no-connection.ts';
import { backoffs, backoffSeconds } from '../ledger/backoff.ts';
import type { Timings } from '../ledger/lease.ts';
import { ActionWaits, PayloadChanged } from './approval-preconditions.ts';
import { NeedsHuman } from './kind.ts';

/** What becomes of an action that was held, whatever happened. */
export type Settlement = {
	status: 'approved' | 'unknown' | 'succeeded' | 'needs_human' | 'failed';
	wait: ActionWait | null;
	/** When a worker looks at it again; null: when what it waits for has happened. */
	afterSeconds: number | null;
	/** Whether this was one of its tries. */
	burns: boolean;
	error: { code: string; message: string } | null;
	receipt: Receipt | null;
};
type Chance = { timings: Timings; random: () => number };

/** After this many tries a person is asked. */
export const maxTries = 6;
/** After this many looks without an answer a person is asked. */
const maxLooks = 20;
const maxWaitSeconds = 900;
const defaultRateLimitSeconds = 20;

const nothing = { wait: null, afterSeconds: null, burns: false, error: null, receipt: null };

export function succeeded(receipt: Receipt): Settlement {
	return { ...nothing, status: 'succeeded', receipt };
}

/** What was in the way is gone: again, as if nothing had been. Nobody need hear of it. */
export const atOnce: Settlement = { ...nothing, status: 'approved', afterSeconds: 0 };

export function askPerson(code: string, message: string): Settlement {
	return { ...nothing, status: 'needs_human', error: { code, message } };
}

/** Nothing was done, for certain: later again, or never. `tries` are those before this one. */
export function planAgain(error: unknown, tries: number, chance: Chance): Settlement {
	if (error instanceof PayloadChanged)
		return { ...nothing, status: 'failed', error: { code: 'payload_changed', message: error.message } };
	if (error instanceof NeedsHuman) return askPerson(error.code, error.message);
	const waiting = waitFor(error, chance.timings);
	if (waiting) return { ...nothing, status: 'approved', ...waiting };
	const reason = reasonOf(error);
	if (isFinal(error)) return askPerson(reason.code, reason.message);
	if (tries + 1 >= maxTries)
		return askPerson(reason.code, `${reason.message} It was tried ${maxTries} times, and nothing was done.`);
	const policy = backoffs.action(chance.timings.retrySeconds);
	const afterSeconds = backoffSeconds(policy, tries + 1, chance.random());
	return { ...nothing, status: 'approved', wait: 'retry', afterSeconds, burns: true, error: reason };
}

/** The request may have been carried out: look for it before anything else. */
export function planFirstLook(error: unknown, { timings }: Chance): Settlement {
	// The vendor has it already: then there is no need to wait until it shows.
	const there = error instanceof VendorError && error.effect === 'done';
	const afterSeconds = there ? 0 : (timings.lookSeconds[0] ?? 0);
	return { ...nothing, status: 'unknown', wait: 'looking', afterSeconds, error: reasonOf(error) };
}

/** A look that found nothing yet, or got no answer. `looks` counts this one too. */
export function planNextLook(error: unknown, looks: number, { timings }: Chance): Settlement {
	const waiting = error && waitFor(error, timings);
	if (waiting) return { ...nothing, status: 'unknown', ...waiting };
	if (looks >= maxLooks)
		return askPerson(
			'no_answer',
			'It is not known whether this was carried out, and nobody answers who could say. Please look there yourself.'
		);
	const { lookSeconds } = timings;
	const last = lookSeconds.at(-1) ?? 1;
	const later = Math.min(maxWaitSeconds, last * 2 ** Math.max(0, looks - lookSeconds.length + 1));
	const afterSeconds = lookSeconds[looks] ?? later;
	return {
		...nothing,
		status: 'unknown',
		wait: 'looking',
		afterSeconds,
		error: error ? reasonOf(error) : null
	};
}

/** It is certainly not there: the same request may leave once more. */
export function planAfterAbsence(tries: number): Settlement {
	if (tries + 1 >= maxTries)
		return askPerson(
			'never_done',
			`It was tried ${maxTries} times without an answer, and nothing of it is there. Please try again later.`
		);
	return { ...nothing, status: 'approved', wait: 'retry', afterSeconds: 0, burns: true };
}

function waitFor(
	error: unknown,
	timings: Timings
): Pick<Settlement, 'wait' | 'afterSeconds' | 'error'> | null {
	if (error instanceof NoConnection) {
		return { wait: error.wait, afterSeconds: null, error: { code: error.code, message: error.message } };
	}
	if (error instanceof ActionWaits)
		return { wait: error.reason, afterSeconds: null, error: { code: error.reason, message: error.message } };
	if (!(error instanceof VendorError)) return null;
	if (error.code === 'missing_scope') return { wait: 'connect', afterSeconds: null, error: reasonOf(error) };
	if (error.code !== 'rate_limited') return null;
	const ownPace = defaultRateLimitSeconds * (timings.retrySeconds / 5);
	return { wait: 'rate_limit', afterSeconds: error.retryAfterSeconds ?? ownPace, error: reasonOf(error) };
}

/** What may pass; every other refusal would be the same the next time. */
const passing = new Set<string>(['unavailable', 'lost', 'needs_reauth', 'duplicate', 'metadata_full']);

function isFinal(error: unknown): boolean {
	return error instanceof VendorError && !passing.has(error.code);
}

function reasonOf(error: unknown): { code: string; message: string } {
	if (error instanceof VendorError) return { code: error.code, message: error.message };
	// The log has the rest, with whatever our insides said.
	return { code: 'internal', message: 'Something went wrong on our side.' };
}
