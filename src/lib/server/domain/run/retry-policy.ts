import { type ModelErrorCode, failedBy } from '#server/errors.ts';
import { backoffs, backoffSeconds } from '../ledger/backoff.ts';
import { StepFailed } from './steps/step-failed.ts';

/**
 * `backoff`: try again later, a few times. `wait`: come back when the vendor says, without burning an
 * attempt. `now`: we stopped it ourselves, so somebody else goes on at once. `never`: the same request
 * would fail the same way (and may be billed again), so a person decides.
 */
type Response = 'backoff' | 'wait' | 'now' | 'never';

const responses: Record<ModelErrorCode, Response> = {
	model_unreachable: 'backoff',
	model_timed_out: 'backoff',
	model_rate_limited: 'wait',
	model_aborted: 'now',
	model_rejected_request: 'never',
	model_wrong_key: 'never',
	model_refused: 'never',
	model_cut_off: 'never',
	model_too_long: 'never',
	model_empty: 'never',
	model_not_json: 'never',
	model_answer_lost: 'never'
};

export const maxAttempts = 4;
const defaultWaitSeconds = 20;
const maxWaitSeconds = 3_600;

export type RetryPlan = {
	reason: 'retry' | 'rate_limit' | 'stopped';
	afterSeconds: number;
	burnsAttempt: boolean;
};

/** When to try again after this error on this attempt (from 1); null when not. `random` is in [0, 1). */
export function planRetry(error: unknown, attempt: number, random: number): RetryPlan | null {
	// An unexpected error is a fault of ours or of the database: it may pass.
	const failure = failedBy('model', error) ? error : null;
	const response = failure ? responses[failure.code] : error instanceof StepFailed ? 'never' : 'backoff';
	if (response === 'now') return { reason: 'stopped', afterSeconds: 0, burnsAttempt: false };
	if (response === 'wait') {
		const asked = failure?.retryAfterSeconds ?? defaultWaitSeconds;
		const afterSeconds = Math.min(maxWaitSeconds, asked) * (1 + random * 0.1);
		return { reason: 'rate_limit', afterSeconds, burnsAttempt: false };
	}
	if (response === 'never' || attempt >= maxAttempts) return null;
	const afterSeconds = backoffSeconds(backoffs.run, attempt, random);
	return { reason: 'retry', afterSeconds, burnsAttempt: true };
}
