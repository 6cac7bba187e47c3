/** The closed set of reasons why a verb refuses; `trpc/error-map.ts` gives each its HTTP status. */
export type ErrorCode =
	| 'invalid_input'
	| 'invalid_schedule'
	| 'unauthenticated'
	| 'wrong_credentials'
	| 'forbidden'
	| 'cross_site'
	| 'not_found'
	| 'email_taken'
	| 'sign_up_closed'
	| 'weak_password'
	| 'link_over'
	| 'already_decided'
	| 'illegal_transition'
	| 'idempotency_conflict'
	| 'agent_unavailable'
	| 'workflow_off'
	| 'workflow_paused'
	| 'wrong_signature'
	| 'limit_agents'
	| 'limit_tasks'
	| 'limit_workflows'
	| 'too_many_attempts'
	| 'rate_limited'
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

/** What each vendor, or the way to it, may say instead of an answer. */
export type VendorErrorCodes = {
	model:
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
	google:
		| 'needs_reauth'
		| 'missing_scope'
		| 'rate_limited'
		| 'not_found'
		| 'refused'
		| 'duplicate'
		| 'metadata_full'
		| 'unavailable'
		| 'lost';
	webhook: 'refused_address' | 'refused' | 'unavailable' | 'lost';
	/** `refused`: the mail will not be taken, however often it is sent. `unavailable`: it was not taken now. */
	mail: 'refused' | 'unavailable' | 'lost';
	/** `no_customer`: it was deleted there, or is of the other mode. `misconfigured`: the prices are not as they must be. */
	stripe:
		| 'no_customer'
		| 'not_found'
		| 'wrong_keys'
		| 'misconfigured'
		| 'declined'
		| 'already_refunded'
		| 'refused'
		| 'unavailable'
		| 'wrong_signature'
		| 'unreadable';
};
export type Vendor = keyof VendorErrorCodes;
export type ModelErrorCode = VendorErrorCodes['model'];
export type GoogleErrorCode = VendorErrorCodes['google'];

export type VendorErrorDetails = {
	/**
	 * What the request came to: `none` when certainly nothing was done (refused, or it never left), `unknown` when it
	 * may have been, `done` when the vendor says that it was done before. Of a model: whether it may have been charged.
	 */
	effect?: 'none' | 'unknown' | 'done';
	/** Whole seconds the vendor asked us to wait. */
	retryAfterSeconds?: number;
	/** The status of its answer, where there was one. */
	status?: number;
	/** Tokens a model reported although the answer was unusable: they are billed all the same. */
	usage?: { inputTokens: number; outputTokens: number };
	cause?: unknown;
};

/** Any vendor's failure. Whoever decides what happens next reads its data and need not know the vendor. */
export class VendorError<From extends Vendor = Vendor> extends Error {
	override readonly name = 'VendorError';
	readonly vendor: From;
	readonly code: VendorErrorCodes[From];
	readonly effect: 'none' | 'unknown' | 'done';
	readonly retryAfterSeconds: number | null;
	readonly status: number | null;
	readonly usage: { inputTokens: number; outputTokens: number } | null;

	constructor(vendor: From, code: VendorErrorCodes[From], message: string, details: VendorErrorDetails = {}) {
		super(message, { cause: details.cause });
		this.vendor = vendor;
		this.code = code;
		this.effect = details.effect ?? 'none';
		this.retryAfterSeconds = details.retryAfterSeconds ?? null;
		this.status = details.status ?? null;
		this.usage = details.usage ?? null;
	}
}

export function failedBy<From extends Vendor>(vendor: From, error: unknown): error is VendorError<From> {
	return error instanceof VendorError && error.vendor === vendor;
}
