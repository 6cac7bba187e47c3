import { z } from 'zod';
import { Session, SignIn, SignUp } from '#lib/schemas/account.ts';
import { getSession } from '#server/domain/account/get-session.ts';
import { signIn } from '#server/domain/account/sign-in.ts';
import { signUp } from '#server/domain/account/sign-up.ts';
import { DomainError } from '#server/errors.ts';
import type { SessionToken } from '#server/ports.ts';
import type { Context } from './context.ts';
import { memberProcedure, publicProcedure, router } from './procedures.ts';

const tags = ['Account'];

export const authRouter = router({
	signUp: publicProcedure
		.meta({
			openapi: { method: 'POST', path: '/auth/signup', tags, summary: 'Make an account and a workspace' }
		})
		.input(SignUp)
		.output(Session)
		.mutation(async ({ ctx, input }) => started(ctx, await signUp(ctx.app, ctx.clientAddress, input))),

	signIn: publicProcedure
		.meta({ openapi: { method: 'POST', path: '/auth/signin', tags, summary: 'Sign in' } })
		.input(SignIn)
		.output(Session)
		.mutation(async ({ ctx, input }) => started(ctx, await signIn(ctx.app, ctx.clientAddress, input))),

	signOut: publicProcedure
		.meta({ openapi: { method: 'POST', path: '/auth/signout', tags, summary: 'Sign out' } })
		.input(z.object({}).optional())
		.output(z.object({ signedOut: z.literal(true) }))
		.mutation(async ({ ctx }) => {
			if (ctx.sessionToken) await ctx.app.sessions.invalidate(ctx.sessionToken);
			ctx.setSession(null);
			return { signedOut: true as const };
		}),

	session: memberProcedure
		.meta({ openapi: { method: 'GET', path: '/session', tags, summary: 'Who is signed in' } })
		.input(z.object({}).optional())
		.output(Session)
		.query(({ ctx }) => ctx.session)
});

/** Sets the cookie and answers the session that it opens. The old token, if any, is worth nothing afterwards. */
async function started(ctx: Context, token: SessionToken): Promise<Session> {
	if (ctx.sessionToken) await ctx.app.sessions.invalidate(ctx.sessionToken);
	const who = await ctx.app.sessions.validate(token.token);
	const session = who && (await getSession(ctx.app, who));
	if (!session) throw new DomainError('internal', 'The session could not be started. Please try again.');
	ctx.setSession(token);
	return session;
}
