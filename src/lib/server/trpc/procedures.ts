import { initTRPC, TRPCError } from '@trpc/server';
import { getHTTPStatusCodeFromError } from '@trpc/server/http';
import type { OpenApiMeta } from 'trpc-to-openapi';
import type { Ability } from '#lib/access.ts';
import { unstorableField, unstorableMessage } from '#lib/storable.ts';
import { actorOf, type Actor } from '#server/domain/access/actor.ts';
import { countWrite, tooManyWrites } from '#server/domain/access/count-write.ts';
import { DomainError } from '#server/errors.ts';
import { setRateLimitHeaders } from '#server/response-headers.ts';
import type { Context } from './context.ts';
import { publicError, toTransport } from './error-map.ts';

/** `ability`: what a member needs for it, as the API document says and the tests hold. Its verb is what refuses. */
export type Meta = OpenApiMeta & {
	ability?: Ability;
	/** Its answer is a `Download`, which its REST face hands over as the file itself. */
	file?: boolean;
};

const t = initTRPC
	.context<Context>()
	.meta<Meta>()
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

const translated = t.procedure.use(async ({ ctx, path, type, next }) => {
	const result = await next();
	if (result.ok) return result;
	const error = toTransport(result.error);
	const { retryAfterSeconds } = publicError(error);
	if (retryAfterSeconds) ctx.answer.headers.set('retry-after', String(retryAfterSeconds));
	// A stream that is refused would be answered as one, with 200 and the refusal in it.
	if (retryAfterSeconds && type === 'subscription') ctx.answer.status = getHTTPStatusCodeFromError(error);
	const fields = { requestId: ctx.requestId, procedure: path, err: result.error.cause ?? result.error };
	if (error.code === 'INTERNAL_SERVER_ERROR') ctx.app.log.error(fields, 'A request failed');
	else if (error.code === 'SERVICE_UNAVAILABLE') ctx.app.log.warn(fields, 'A request could not be served');
	throw error;
});

/** Before anything of it is read, so that what is refused afterwards counts as well. */
const counted = translated.use(async ({ ctx, type, next }) => {
	if (type === 'mutation' && ctx.session) {
		const allowance = await countWrite(ctx.app, actorOf(ctx.session));
		if (allowance) setRateLimitHeaders(ctx.answer.headers, allowance);
		if (allowance?.refused) throw tooManyWrites(allowance.resetSeconds);
	}
	return next();
});

const storable = counted.use(async ({ getRawInput, next }) => {
	const field = unstorableField(await getRawInput());
	if (field === null) return next();
	throw new DomainError('invalid_input', unstorableMessage, {
		fields: field ? { [field]: unstorableMessage } : {}
	});
});

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** For anybody. */
export const publicProcedure = storable;

/** For whoever is signed in; `ctx.actor` says who. */
export const signedInProcedure = storable.use(({ ctx, next }) => {
	const { session, sessionProblem } = ctx;
	if (!session && sessionProblem)
		throw new TRPCError({ code: 'INTERNAL_SERVER_ERROR', cause: sessionProblem });
	if (!session) throw signInFirst();
	const actor: Actor = actorOf(session);
	return next({ ctx: { ...ctx, session, actor } });
});

/** For those of the active workspace who have this ability. */
export function procedureFor(ability: Ability) {
	return signedInProcedure.meta({ ability });
}

export function signInFirst(): TRPCError {
	const cause = new DomainError('unauthenticated', 'Please sign in first.');
	return new TRPCError({ code: 'UNAUTHORIZED', message: cause.message, cause });
}
