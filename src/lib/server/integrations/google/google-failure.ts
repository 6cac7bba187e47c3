import { VendorError } from '#server/errors.ts';
import type { GoogleErrorCode } from '#server/errors.ts';
import { readRefusal, waitSeconds } from './refusal.ts';
import type { Refusal } from './refusal.ts';
import { refusalInWords } from './refusal-words.ts';

/** A read can always be repeated; what a write did is unknown until an answer says so. */
export type Intent = 'read' | 'write';

/**
 * Our own sentences: the vendor's words may repeat what was sent, and the SDK's errors carry the token, so neither is
 * kept, not even as a cause.
 */
const sentences: Record<GoogleErrorCode, string> = {
	needs_reauth: 'Google no longer accepts this connection. Connect Google again.',
	missing_scope:
		'The connection to Google does not have the permission for this. Connect Google again and allow it.',
	rate_limited: 'Google asked us to wait before the next request.',
	not_found: 'Google does not know this, or the connected account may not see it.',
	refused: 'Google refused the request.',
	duplicate: 'Google has already carried this out.',
	metadata_full: 'This spreadsheet is full of hidden notes of programs, so no row can be added.',
	unavailable: 'Google could not be reached or could not answer.',
	lost: 'Google’s answer did not arrive, so we do not know whether it was done.'
};

/** Causes in which no byte of the request can have reached anybody. */
const neverLeft = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'UND_ERR_CONNECT_TIMEOUT',
	'ERR_INVALID_URL'
]);
/** The same only while connecting: an open connection can end with them too. */
const notConnected = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EADDRNOTAVAIL', 'ETIMEDOUT']);

const rateReasons =
	/^(rateLimitExceeded|userRateLimitExceeded|quotaExceeded|dailyLimitExceeded|concurrentLimitExceeded|RATE_LIMIT_EXCEEDED|RESOURCE_EXHAUSTED)$/;
const scopeReasons = /^(insufficientPermissions|insufficient_scope|ACCESS_TOKEN_SCOPE_INSUFFICIENT)$/;
/** Answers of the token endpoint after which only the person can help. */
const grantReasons = /^(invalid_grant|invalid_rapt|invalid_token|UNAUTHENTICATED)$/;
/** Sheets says about a tab that is gone that the request is wrong. */
const missingTab = /no grid with id|unable to parse range/i;
/** Which words Google has for this is nowhere written down; that it names our request is known. */
const fullMetadata = /developer ?metadata.*(limit|exceed|quota|storage|too (many|much|large|long))/is;
const refusedMetadata = /^invalid requests\[\d+\]\.createDeveloperMetadata/i;
const duplicateMetadata = /metadata.*(already|exists|duplicate|unique|in use)/is;

export function googleError(
	code: GoogleErrorCode,
	effect: VendorError['effect'],
	details: { status?: number; retryAfterSeconds?: number; sentence?: string } = {}
): VendorError<'google'> {
	const { sentence = sentences[code], ...rest } = details;
	return new VendorError('google', code, sentence, { effect, ...rest });
}

function isNeverSent(error: unknown): boolean {
	for (let cause = error, depth = 0; cause instanceof Error && depth < 8; cause = cause.cause, depth++) {
		const { code = '', syscall } = cause as NodeJS.ErrnoException;
		if (neverLeft.has(code) || /CERT|SELF_SIGNED|^ERR_TLS|^ERR_SSL/.test(code)) return true;
		if (notConnected.has(code) && syscall === 'connect') return true;
	}
	return false;
}

/** The connection could not be made, was cut, or took too long. */
export function connectionFailure(error: unknown, intent: Intent): VendorError<'google'> {
	return intent === 'read' || isNeverSent(error)
		? googleError('unavailable', 'none')
		: googleError('lost', 'unknown');
}

/** A success that nobody can read, or that lacks what it should have said. */
export function unreadableAnswer(intent: Intent): VendorError<'google'> {
	return intent === 'read' ? googleError('unavailable', 'none') : googleError('lost', 'unknown');
}

/** Null: by this status Google cannot be said to have refused. */
function refusalCode(status: number, { reasons, message }: Refusal): GoogleErrorCode | null {
	const says = (pattern: RegExp) => reasons.some((reason) => pattern.test(reason));
	if (status < 400 || status >= 500 || status === 408 || status === 499) return null;
	if (status === 429 || (status === 403 && says(rateReasons))) return 'rate_limited';
	if (says(/^(invalid_client|unauthorized_client)$/)) return 'refused';
	if (status === 401 || says(grantReasons)) return 'needs_reauth';
	if (status === 403 && says(scopeReasons)) return 'missing_scope';
	if (status === 404 || status === 410 || (status === 400 && missingTab.test(message))) return 'not_found';
	if (status === 400 && fullMetadata.test(message)) return 'metadata_full';
	if (says(/^(ALREADY_EXISTS|duplicate)$/) || (status === 400 && duplicateMetadata.test(message)))
		return 'duplicate';
	// Ours is always the same, but for its id: nothing else can be wrong with it.
	if (status === 400 && refusedMetadata.test(message)) return 'metadata_full';
	return status === 409 ? 'unavailable' : 'refused';
}

/** An answer that is no success. `answer` is its parsed body, whatever that is. */
export function answerFailure(
	status: number,
	headers: Headers,
	answer: unknown,
	intent: Intent
): VendorError<'google'> {
	const refusal = readRefusal(answer, headers);
	const code = refusalCode(status, refusal);
	if (code === null) return googleError('unavailable', intent === 'write' ? 'unknown' : 'none', { status });
	if (code === 'refused') {
		const sentence = refusalInWords(status, refusal, intent === 'write');
		return googleError(code, 'none', { status, ...(sentence && { sentence }) });
	}
	if (code === 'duplicate') return googleError(code, 'done', { status });
	if (code !== 'rate_limited') return googleError(code, 'none', { status });
	const retryAfterSeconds = waitSeconds(headers, refusal, Date.now());
	return googleError(code, 'none', { status, ...(retryAfterSeconds === null ? {} : { retryAfterSeconds }) });
}
