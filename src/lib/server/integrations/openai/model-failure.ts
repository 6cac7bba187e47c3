import { APIError } from 'openai';
import { type ModelErrorCode, VendorError, failedBy } from '#server/errors.ts';
import { AnswerTooLong } from './bounded-fetch.ts';
import { sentences } from './sentences.ts';

/** Causes in which no byte of the request can have reached the model. */
const neverLeft = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'UND_ERR_CONNECT_TIMEOUT',
	'ERR_INVALID_URL'
]);

/** Refusals that a vendor gives as an error instead of as an answer. */
const refusals = new Set(['content_filter', 'content_policy_violation', 'moderation_blocked']);
const longestWaitSeconds = 24 * 60 * 60;

function* causes(error: unknown): Generator<unknown> {
	for (let cause = error, depth = 0; cause instanceof Error && depth < 8; cause = cause.cause, depth++)
		yield cause;
}

/** Whole seconds from `Retry-After`, which is a number of seconds or a date. */
export function retryAfterSeconds(header: string | null | undefined, now: number): number | undefined {
	const value = header?.trim();
	if (!value) return undefined;
	const seconds = /^\d+(\.\d+)?$/.test(value) ? Number(value) : (Date.parse(value) - now) / 1_000;
	return Number.isFinite(seconds) ? Math.min(longestWaitSeconds, Math.max(0, Math.ceil(seconds))) : undefined;
}

function certificateFault(code: string): boolean {
	return /CERT|SELF_SIGNED|^ERR_TLS|^ERR_SSL/.test(code);
}

function connectionFailure(error: unknown): VendorError<'model'> {
	const codes = [...causes(error)].map((cause) => String((cause as { code?: unknown }).code ?? ''));
	const left = !codes.some((code) => neverLeft.has(code) || certificateFault(code));
	return new VendorError('model', 'model_unreachable', left ? sentences.brokenOff : sentences.unreachable, {
		effect: left ? 'unknown' : 'none'
	});
}

/** A refused request: which of the reasons that somebody can do something about. */
function rejection(status: number, code: string): [ModelErrorCode, string] {
	if (refusals.has(code)) return ['model_refused', sentences.refused];
	if (code === 'context_length_exceeded' || status === 413)
		return ['model_rejected_request', sentences.taskTooLong];
	if (status === 404) return ['model_rejected_request', sentences.unknownModel];
	return ['model_rejected_request', sentences.rejected];
}

function statusFailure(status: number, error: APIError): VendorError<'model'> {
	const code = String(error.code ?? '');
	if (status === 401 || status === 403)
		return new VendorError('model', 'model_wrong_key', sentences.wrongKey);
	// Waiting does not bring credit back, so it is not a rate limit although it comes as one.
	if (status === 402 || code === 'insufficient_quota') {
		return new VendorError('model', 'model_rejected_request', sentences.noCredit);
	}
	if (status === 429) {
		const seconds = retryAfterSeconds(error.headers?.get('retry-after'), Date.now());
		return new VendorError(
			'model',
			'model_rate_limited',
			sentences.rateLimited,
			seconds === undefined ? {} : { retryAfterSeconds: seconds }
		);
	}
	if (status === 408)
		return new VendorError('model', 'model_timed_out', sentences.timedOut, { effect: 'unknown' });
	// A gateway that gave up waiting says nothing about whether the model behind it did the work.
	if (status >= 500) {
		return new VendorError('model', 'model_unreachable', sentences.failing, {
			effect: [502, 504, 524].includes(status) ? 'unknown' : 'none'
		});
	}
	return new VendorError('model', ...rejection(status, code));
}

/**
 * Any error of the SDK as ours. The vendor's words are left behind, and so is the error itself: they may repeat the key.
 */
export function modelFailure(error: unknown): VendorError<'model'> {
	if (failedBy('model', error)) return error;
	for (const cause of causes(error)) {
		if (cause instanceof AnswerTooLong) {
			return new VendorError('model', 'model_too_long', sentences.tooLong, { effect: 'unknown' });
		}
		if (cause instanceof SyntaxError) {
			return new VendorError('model', 'model_not_json', sentences.notJson, { effect: 'unknown' });
		}
	}
	if (error instanceof APIError && typeof error.status === 'number')
		return statusFailure(error.status, error);
	return connectionFailure(error);
}
