/** The closed set of reasons why a verb refuses; `trpc/error-map.ts` gives each its HTTP status. */
export type ErrorCode =
	| 'invalid_input'
	| 'unauthenticated'
	| 'wrong_credentials'
	| 'forbidden'
	| 'cross_site'
	| 'not_found'
	| 'email_taken'
	| 'weak_password'
	| 'already_decided'
	| 'illegal_transition'
	| 'idempotency_conflict'
	| 'agent_unavailable'
	| 'limit_agents'
	| 'limit_tasks'
	| 'too_many_attempts'
	| 'needs_choice'
	| 'not_configured'
	| 'too_late'
	| 'unavailable'
	| 'internal';

export type DomainErrorDetails = {
	/** One sentence per input field that is wrong. */
	fields?: Record<string, string>;
	/** Whole seconds after which the same request may succeed. */
	retryAfterSeconds?: number;
};

/** A refusal with a code for programs and a sentence for people. */
export class DomainError extends Error {
	override readonly name = 'DomainError';
	readonly code: ErrorCode;
	readonly details: DomainErrorDetails;

	constructor(code: ErrorCode, message: string, details: DomainErrorDetails = {}) {
		super(message);
		this.code = code;
		this.details = details;
	}
}

/** Unknown and foreign ids get this very answer, so that ids cannot be probed. */
export function notFound(noun: string): DomainError {
	return new DomainError('not_found', `There is no such ${noun}.`);
}

/** Why a model call gave no usable answer. */
export type ModelErrorCode =
	| 'model_unreachable'
	| 'model_rate_limited'
	| 'model_rejected_request'
	| 'model_wrong_key'
	| 'model_refused'
	| 'model_cut_off'
	| 'model_too_long'
	| 'model_empty'
	| 'model_not_json'
	| 'model_timed_out'
	| 'model_aborted'
	| 'model_answer_lost';

export type ModelErrorDetails = {
	/** Whole seconds the vendor asked us to wait. */
	retryAfterSeconds?: number;
	/** Tokens the vendor reported although the answer was unusable: they are billed all the same. */
	usage?: { inputTokens: number; outputTokens: number };
	/** True when the request left and no answer came back, so it may have been charged. */
	possiblyBilled?: boolean;
};

export class ModelError extends Error {
	override readonly name = 'ModelError';
	readonly code: ModelErrorCode;
	readonly details: ModelErrorDetails;

	constructor(code: ModelErrorCode, message: string, details: ModelErrorDetails = {}) {
		super(message);
		this.code = code;
		this.details = details;
	}
}

export type GoogleErrorCode =
	| 'needs_reauth'
	| 'missing_scope'
	| 'rate_limited'
	| 'not_found'
	| 'refused'
	| 'duplicate'
	| 'metadata_full'
	| 'unavailable'
	| 'lost';

/**
 * What Google, or the way to it, said instead of an answer. `effect` is `none` when certainly nothing was done
 * there (refused, or the request never left) and `unknown` when it may have been applied.
 */
export class GoogleError extends Error {
	override readonly name = 'GoogleError';
	readonly code: GoogleErrorCode;
	readonly effect: 'none' | 'unknown';
	readonly status: number | null;
	readonly retryAfterSeconds: number | null;

	constructor(
		code: GoogleErrorCode,
		message: string,
		details: { effect: 'none' | 'unknown'; status?: number; retryAfterSeconds?: number; cause?: unknown }
	) {
		super(message, { cause: details.cause });
		this.code = code;
		this.effect = details.effect;
		this.status = details.status ?? null;
		this.retryAfterSeconds = details.retryAfterSeconds ?? null;
	}
}

/**
 * `refused`: the mail will not be taken, however often it is sent. `unavailable`: it was not taken now.
 * `unknown`: the conversation broke off while the mail was being handed over, so it may have been delivered.
 */
export type MailErrorCode = 'refused' | 'unavailable' | 'unknown';

export class MailError extends Error {
	override readonly name = 'MailError';
	readonly code: MailErrorCode;

	constructor(code: MailErrorCode, message: string) {
		super(message);
		this.code = code;
	}
}

/** Why a webhook was not delivered; `effect` as with Google. */
export class WebhookError extends Error {
	override readonly name = 'WebhookError';
	readonly code: 'refused_address' | 'refused' | 'unavailable' | 'lost';
	readonly effect: 'none' | 'unknown';

	constructor(code: WebhookError['code'], message: string, effect: 'none' | 'unknown', cause?: unknown) {
		super(message, { cause });
		this.code = code;
		this.effect = effect;
	}
}
