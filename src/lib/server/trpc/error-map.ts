import { TRPCError, type TRPC_ERROR_CODE_KEY } from '@trpc/server';
import { z } from 'zod';
import { DomainError, type DomainErrorDetails, type ErrorCode } from '#server/errors.ts';

/** The one place where a refusal gets its transport code; tRPC turns that into the HTTP status. */
const transportCodes: Record<ErrorCode, TRPC_ERROR_CODE_KEY> = {
	invalid_input: 'BAD_REQUEST',
	unauthenticated: 'UNAUTHORIZED',
	wrong_credentials: 'UNAUTHORIZED',
	forbidden: 'FORBIDDEN',
	cross_site: 'FORBIDDEN',
	not_found: 'NOT_FOUND',
	email_taken: 'CONFLICT',
	weak_password: 'BAD_REQUEST',
	already_decided: 'CONFLICT',
	illegal_transition: 'CONFLICT',
	idempotency_conflict: 'UNPROCESSABLE_CONTENT',
	agent_unavailable: 'CONFLICT',
	limit_agents: 'PAYMENT_REQUIRED',
	limit_tasks: 'PAYMENT_REQUIRED',
	too_many_attempts: 'TOO_MANY_REQUESTS',
	unavailable: 'SERVICE_UNAVAILABLE',
	internal: 'INTERNAL_SERVER_ERROR'
};

/** What every client is told: a code for programs, a sentence for people, nothing of our insides. */
export type PublicError = { code: ErrorCode; message: string } & DomainErrorDetails;

/** The answer for whatever a procedure threw. */
export function publicError(error: TRPCError): PublicError {
	const { cause } = error;
	if (cause instanceof DomainError) return { code: cause.code, message: cause.message, ...cause.details };
	if (cause instanceof z.ZodError) return invalidInput(cause);
	if (error.code === 'NOT_FOUND') return { code: 'not_found', message: 'There is nothing at this address.' };
	if (error.code === 'PARSE_ERROR')
		return { code: 'invalid_input', message: 'The request’s body is not valid JSON.' };
	if (error.code === 'BAD_REQUEST')
		return { code: 'invalid_input', message: 'The request could not be understood.' };
	if (error.code === 'UNSUPPORTED_MEDIA_TYPE') {
		return { code: 'invalid_input', message: 'Send the body as JSON, with content-type application/json.' };
	}
	if (error.code === 'PAYLOAD_TOO_LARGE')
		return { code: 'invalid_input', message: 'The request is too large.' };
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
	const transport = error.cause instanceof z.ZodError ? 'BAD_REQUEST' : transportCodes[code];
	return new TRPCError({
		code: keepsOwnCode(error) ? error.code : transport,
		message,
		cause: error.cause ?? error
	});
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

/** Prisma and node-postgres name a lost or refused connection by these codes. */
const connectionCodes = new Set([
	'P1001',
	'P1002',
	'P1008',
	'P1017',
	'P2024',
	'ECONNREFUSED',
	'ECONNRESET',
	'57P01',
	'57P02',
	'57P03',
	'53300',
	// Read-only, as a standby is until it has taken over.
	'25006'
]);

function isDatabaseDown(cause: unknown): boolean {
	for (let error = cause; error instanceof Error; error = error.cause) {
		if (codesOf(error).some((code) => connectionCodes.has(code))) return true;
		if (/connection (terminated|timeout)|timeout exceeded when trying to connect/i.test(error.message))
			return true;
	}
	return false;
}

/** Its own code, and that of the Postgres error which Prisma keeps in an error of its own. */
function codesOf(error: Error): string[] {
	const { code, meta } = error as { code?: unknown; meta?: { driverAdapterError?: Error } };
	const inner = meta?.driverAdapterError?.cause as { originalCode?: unknown } | undefined;
	return [String(code), String(inner?.originalCode)];
}
