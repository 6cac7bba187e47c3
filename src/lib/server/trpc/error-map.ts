import { TRPCError, type TRPC_ERROR_CODE_KEY } from '@trpc/server';
import { z } from 'zod';
import { DomainError, type DomainErrorDetails, type ErrorCode } from '#server/errors.ts';

/** The one place where a refusal gets its transport code; tRPC turns that into the HTTP status. */
const transportCodes: Record<ErrorCode, TRPC_ERROR_CODE_KEY> = {
	invalid_input: 'BAD_REQUEST',
	invalid_schedule: 'UNPROCESSABLE_CONTENT',
	unauthenticated: 'UNAUTHORIZED',
	wrong_credentials: 'UNAUTHORIZED',
	forbidden: 'FORBIDDEN',
	cross_site: 'FORBIDDEN',
	not_found: 'NOT_FOUND',
	email_taken: 'CONFLICT',
	sign_up_closed: 'FORBIDDEN',
	weak_password: 'BAD_REQUEST',
	link_over: 'NOT_FOUND',
	already_decided: 'CONFLICT',
	illegal_transition: 'CONFLICT',
	idempotency_conflict: 'UNPROCESSABLE_CONTENT',
	agent_unavailable: 'CONFLICT',
	workflow_off: 'CONFLICT',
	workflow_paused: 'CONFLICT',
	wrong_signature: 'UNAUTHORIZED',
	limit_agents: 'PAYMENT_REQUIRED',
	limit_tasks: 'PAYMENT_REQUIRED',
	limit_workflows: 'PAYMENT_REQUIRED',
	too_many_attempts: 'TOO_MANY_REQUESTS',
	rate_limited: 'TOO_MANY_REQUESTS',
	needs_choice: 'CONFLICT',
	not_configured: 'PRECONDITION_FAILED',
	too_late: 'CONFLICT',
	unavailable: 'SERVICE_UNAVAILABLE',
	internal: 'INTERNAL_SERVER_ERROR'
};

/** What every client is told: a code for programs, a sentence for people, nothing of our insides. */
export type PublicError = { code: ErrorCode; message: string } & DomainErrorDetails;

/** The answer for whatever a procedure threw. */
export function publicError(error: TRPCError): PublicError {
	const { cause } = error;
	if (cause instanceof DomainError) return { code: cause.code, message: cause.message, ...cause.details };
	// What an answer of ours got wrong is not the asker's mistake.
	if (cause instanceof z.ZodError && error.code === 'BAD_REQUEST') return invalidInput(cause);
	if (error.code === 'NOT_FOUND') return { code: 'not_found', message: 'There is nothing at this address.' };
	if (error.code === 'PARSE_ERROR')
		return { code: 'invalid_input', message: 'The request’s body is not valid JSON.' };
	if (error.code === 'PAYLOAD_TOO_LARGE' || isTooLarge(cause))
		return { code: 'invalid_input', message: 'The request is too large.' };
	if (error.code === 'BAD_REQUEST')
		return { code: 'invalid_input', message: 'The request could not be understood.' };
	if (error.code === 'UNSUPPORTED_MEDIA_TYPE') {
		return { code: 'invalid_input', message: 'Send the body as JSON, with content-type application/json.' };
	}
	if (error.code === 'METHOD_NOT_SUPPORTED') {
		return { code: 'invalid_input', message: 'This address does not know that method.' };
	}
	if (isDatabaseDown(cause))
		return {
			code: 'unavailable',
			message: 'The database cannot be reached just now. Please try again in a moment.'
		};
	return { code: 'internal', message: 'Something went wrong on our side. Please try again.' };
}

/** Turns a DomainError inside a procedure into the TRPCError that carries its HTTP status. */
export function toTransport(error: TRPCError): TRPCError {
	const { code, message } = publicError(error);
	const transport = transportCodes[code];
	return new TRPCError({
		code: isTooLarge(error.cause) ? 'PAYLOAD_TOO_LARGE' : keepsOwnCode(error) ? error.code : transport,
		message,
		cause: error.cause ?? error
	});
}

/** SvelteKit refuses a body over its limit with an error that carries 413. */
export function isTooLarge(error: unknown): boolean {
	return error instanceof Error && 'status' in error && error.status === 413;
}

function keepsOwnCode(error: TRPCError): boolean {
	return error.code !== 'INTERNAL_SERVER_ERROR' && !(error.cause instanceof DomainError);
}

function invalidInput(error: z.ZodError): PublicError {
	const { fieldErrors, formErrors } = z.flattenError(error) as {
		fieldErrors: Record<string, string[] | undefined>;
		formErrors: string[];
	};
	const fields = Object.fromEntries(
		Object.entries(fieldErrors).map(([field, messages]) => [field, messages?.[0] ?? 'This is not valid.'])
	);
	const first = formErrors[0] ?? Object.values(fields)[0] ?? 'The input is not valid.';
	return { code: 'invalid_input', message: first, fields };
}

/** What Prisma, node-postgres and Postgres call a database that cannot serve just now: gone, full, read-only or starting. */
const outageCodes = new Set([
	'P1001',
	'P1002',
	'P1008',
	'P1017',
	'P2024',
	'P2028',
	'P2037',
	'ECONNREFUSED',
	'ECONNRESET',
	'ETIMEDOUT',
	'EPIPE',
	// Read-only, as a standby is until it has taken over.
	'25006',
	'53100',
	'53300',
	'57P01',
	'57P02',
	'57P03',
	'DatabaseNotReachable',
	'ConnectionClosed',
	'SocketTimeout',
	'TooManyConnections'
]);
const outageWords =
	/connection (terminated|timeout)|timeout exceeded when trying to connect|query read timeout/i;

type Link = {
	code?: unknown;
	originalCode?: unknown;
	kind?: unknown;
	message?: unknown;
	cause?: unknown;
	meta?: { driverAdapterError?: unknown };
};

/** Prisma keeps what Postgres said in its `meta`, and ends the chain in a plain object, not in an error. */
export function isDatabaseDown(error: unknown): boolean {
	for (let link = error as Link | null | undefined; typeof link === 'object' && link !== null;) {
		const { code, originalCode, kind, message, cause, meta } = link;
		if ([code, originalCode, kind].some((name) => outageCodes.has(String(name)))) return true;
		if (outageWords.test(String(message))) return true;
		link = (meta?.driverAdapterError ?? cause) as Link | null | undefined;
	}
	return false;
}
