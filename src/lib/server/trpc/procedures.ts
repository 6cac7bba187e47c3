import { initTRPC, TRPCError } from '@trpc/server';
import type { OpenApiMeta } from 'trpc-to-openapi';
import type { Actor } from '#server/domain/actor.ts';
import { DomainError } from '#server/errors.ts';
import type { Context } from './context.ts';
import { publicError, toTransport } from './error-map.ts';
import { fieldWithNul } from './field-with-nul.ts';

const t = initTRPC
	.context<Context>()
	.meta<OpenApiMeta>()
	.create({
		// Anything else sends stack traces to clients.
		isDev: false,
		errorFormatter({ shape, error }) {
			const told = publicError(error);
			// What a stream throws has not been through `translated`: its own message is of our insides.
			return { ...shape, message: told.message, data: { ...shape.data, ...told } };
		},
		sse: {
			ping: { enabled: true, intervalMs: 15_000 },
			client: { reconnectAfterInactivityMs: 45_000 },
			// Browsers come back by themselves, and then their session is looked at again.
			maxDurationMs: 10 * 60_000
		}
	});

const translated = t.procedure.use(async ({ ctx, path, next }) => {
	const result = await next();
	if (result.ok) return result;
	const error = toTransport(result.error);
	const fields = { requestId: ctx.requestId, procedure: path, err: result.error.cause ?? result.error };
	if (error.code === 'INTERNAL_SERVER_ERROR') ctx.app.log.error(fields, 'A request failed');
	else if (error.code === 'SERVICE_UNAVAILABLE') ctx.app.log.warn(fields, 'A request could not be served');
	throw error;
});

/** Postgres stores neither a NUL in a text nor half a character in JSON, and nobody means to send one. */
const storable = translated.use(async ({ getRawInput, next }) => {
	const field = fieldWithNul(await getRawInput());
	if (field === null) return next();
	const message = 'This text has a character in it (NUL, or half of one) that cannot be stored.';
	throw new DomainError('invalid_input', message, { fields: field ? { [field]: message } : {} });
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** For anybody. */
export const publicProcedure = storable;

/** For members of the active workspace; `ctx.actor` says who. */
export const memberProcedure = storable.use(({ ctx, next }) => {
	const { session, sessionProblem } = ctx;
	if (!session && sessionProblem)
		throw new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: sessionProblem });
	if (!session) throw signInFirst();
	const actor: Actor = { userId: session.user.id, workspaceId: session.workspace.id, role: session.role };
	return next({ ctx: { ...ctx, session, actor } });
});

export function signInFirst(): TRPCError {
	const cause = new DomainError('unauthenticated', 'Please sign in first.');
	return new TRPCError({ code: 'UNAUTHORIZED', message: cause.message, cause });
}
