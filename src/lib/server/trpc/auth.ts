import { z } from 'zod';
import { Session, SignIn, SignUp } from '#lib/schemas/account.ts';
import { maySignUp } from '#server/domain/account/may-sign-up.ts';
import { signIn } from '#server/domain/account/sign-in.ts';
import { signUp } from '#server/domain/account/sign-up.ts';
import { DomainError } from '#server/errors.ts';
import type { SessionToken } from '#server/ports/sessions.ts';
import type { Context } from './context.ts';
import { publicProcedure, router, signedInProcedure } from './procedures.ts';

const tags = ['Account'];

export const authRouter = router({
	signUp: publicProcedure
		.meta({
			openapi: { method: 'POST', path: '/auth/signup', tags, summary: 'Make an account and a workspace' }
		})
		.input(SignUp)
		.output(Session)
		.mutation(async ({ ctx, input }) =>
			started(ctx, input.email, await signUp(ctx.app, ctx.clientAddress, input))
		),

	/** Whether a stranger may make an account here. */
	signUpOpen: publicProcedure.output(z.boolean()).query(({ ctx }) => maySignUp(ctx.app)),

	signIn: publicProcedure
		.meta({ openapi: { method: 'POST', path: '/auth/signin', tags, summary: 'Sign in' } })
		.input(SignIn)
		.output(Session)
		.mutation(async ({ ctx, input }) => {
			const visitor = { address: ctx.clientAddress, deviceToken: ctx.device.token };
			return started(ctx, input.email, await signIn(ctx.app, visitor, input));
		}),

	signOut: publicProcedure
		.meta({ openapi: { method: 'POST', path: '/auth/signout', tags, summary: 'Sign out' } })
		.input(z.object({}).optional())
		.output(z.object({ signedOut: z.literal(true) }))
		.mutation(async ({ ctx }) => {
			if (ctx.sessionToken) await ctx.app.sessions.invalidate(ctx.sessionToken);
			ctx.setSession(null);
			return { signedOut: true as const };
		}),

	session: signedInProcedure
		.meta({ openapi: { method: 'GET', path: '/session', tags, summary: 'Who is signed in' } })
		.input(z.object({}).optional())
		.output(Session)
		.query(({ ctx }) => ctx.session)
});

/** Sets the cookies and answers the session that it opens. The old token, if any, is worth nothing afterwards. */
async function started(ctx: Context, email: string, token: SessionToken): Promise<Session> {
	if (ctx.sessionToken) await ctx.app.sessions.invalidate(ctx.sessionToken);
	const known = await ctx.app.sessions.validate(token.token);
	if (!known) throw new DomainError('internal', 'The session could not be started. Please try again.');
	ctx.setSession(token);
	if (!ctx.app.devices.deviceOf(ctx.device.token, email)) ctx.device.remember(ctx.app.devices.issue(email));
	return known.session;
}
