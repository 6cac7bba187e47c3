import { json, type Answer } from '../kit/http.ts';
import type { ErrorAnswers } from '../kit/play.ts';

/** An error in the words and the shape of Google’s APIs. */
export class ApiError extends Error {
	status: number;
	code: string;
	reason: string;
	details: object[] | null;
	headers: Record<string, string>;

	constructor(
		status: number,
		code: string,
		reason: string,
		message: string,
		more: { details?: object[]; headers?: Record<string, string> } = {}
	) {
		super(message);
		this.status = status;
		this.code = code;
		this.reason = reason;
		this.details = more.details ?? null;
		this.headers = more.headers ?? {};
	}
}

export type Service = 'gmail' | 'sheets' | 'calendar';

/** Gmail and Calendar still send the old `errors` list; Calendar has none of the new fields. */
export function errorAnswer(service: Service, error: ApiError): Answer {
	const { status, code, reason, message, details } = error;
	const errors = service === 'sheets' ? {} : { errors: [{ message, domain: 'global', reason }] };
	if (service === 'calendar')
		return json(status, { error: { ...errors, code: status, message } }, error.headers);
	return json(
		status,
		{ error: { code: status, message, ...errors, status: code, ...(details ? { details } : {}) } },
		error.headers
	);
}

function errorInfo(service: Service, reason: string, metadata: Record<string, string> = {}): object {
	return {
		'@type': 'type.googleapis.com/google.rpc.ErrorInfo',
		reason,
		domain: 'googleapis.com',
		metadata: { service: `${service}.googleapis.com`, ...metadata }
	};
}

export function invalid(message: string): ApiError {
	return new ApiError(400, 'INVALID_ARGUMENT', 'invalidArgument', message);
}

export function notFound(message = 'Requested entity was not found.'): ApiError {
	return new ApiError(404, 'NOT_FOUND', 'notFound', message);
}

export function duplicate(): ApiError {
	return new ApiError(409, 'ALREADY_EXISTS', 'duplicate', 'The requested identifier already exists.');
}

export function forbidden(message: string): ApiError {
	return new ApiError(403, 'PERMISSION_DENIED', 'forbidden', message);
}

export function unimplemented(message: string): ApiError {
	return new ApiError(501, 'UNIMPLEMENTED', 'notImplemented', message);
}

export function unauthenticated(): ApiError {
	return new ApiError(
		401,
		'UNAUTHENTICATED',
		'authError',
		'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
		{ headers: { 'www-authenticate': 'Bearer realm="https://accounts.google.com/", error="invalid_token"' } }
	);
}

export function missingScope(service: Service, method: string, scopes: string[]): ApiError {
	const challenge = `Bearer realm="https://accounts.google.com/", error="insufficient_scope", scope="${scopes.join(' ')}"`;
	return new ApiError(
		403,
		'PERMISSION_DENIED',
		'insufficientPermissions',
		'Request had insufficient authentication scopes.',
		{
			details: [errorInfo(service, 'ACCESS_TOKEN_SCOPE_INSUFFICIENT', { method })],
			headers: { 'www-authenticate': challenge }
		}
	);
}

export function rateLimited(service: Service, retryAfterSeconds: number): ApiError {
	return new ApiError(
		429,
		'RESOURCE_EXHAUSTED',
		'rateLimitExceeded',
		service === 'gmail'
			? 'User-rate limit exceeded.'
			: "Quota exceeded for quota metric 'Write requests' and limit 'Write requests per minute per user' of service 'sheets.googleapis.com'.",
		{
			details: [errorInfo(service, 'RATE_LIMIT_EXCEEDED')],
			headers: { 'retry-after': String(retryAfterSeconds) }
		}
	);
}

function unavailable(): ApiError {
	return new ApiError(503, 'UNAVAILABLE', 'backendError', 'The service is currently unavailable.');
}

/** How one of Google's services words what goes wrong. */
export function errorsOf(service: Service): ErrorAnswers {
	return {
		from: (error) => (error instanceof ApiError ? errorAnswer(service, error) : null),
		unavailable: () => errorAnswer(service, unavailable()),
		rateLimited: (seconds) => errorAnswer(service, rateLimited(service, seconds)),
		unauthenticated: () => errorAnswer(service, unauthenticated())
	};
}
