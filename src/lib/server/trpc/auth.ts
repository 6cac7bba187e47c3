import { z } from 'zod';
import {
	ForgotPassword,
	LinkToken,
	Mailing,
	ResetPassword,
	Session,
	SignIn,
	SignUp
} from '#lib/schemas/account.ts';
import { forgotPassword, mailing } from '#server/domain/account/forgot-password.ts';
import { maySignUp } from '#server/domain/account/may-sign-up.ts';
import { readResetLink, resetPassword } from '#server/domain/account/reset-password.ts';
import { signIn } from '#server/domain/account/sign-in.ts';
import { signUp } from '#server/domain/account/sign-up.ts';
import { noteSession } from '#server/domain/account/sessions.ts';
import { deviceWords, networkWords } from '#server/device-words.ts';
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
			return started(ctx, input.email, await signIn(ctx.app, visitor, input), 'tell of a new device');
		}),

	/** Who helps with a forgotten password here. */
	mailing: publicProcedure.output(Mailing).query(({ ctx }) => mailing(ctx.app)),

	forgot: publicProcedure
		.meta({
			openapi: {
				method: 'POST',
				path: '/auth/forgot',
				tags,
				summary: 'Have a link to a new password mailed, if there is such an account'
			}
		})
		.input(ForgotPassword)
		.output(z.object({ accepted: z.literal(true) }))
		.mutation(async ({ ctx, input }) => {
			await forgotPassword(ctx.app, ctx.clientAddress, input.email);
			ctx.answer.status = 202;
			return { accepted: true as const };
		}),

	/** Whose link it is, while it works. */
	resetLink: publicProcedure
		.input(z.object({ token: LinkToken }))
		.output(z.object({ email: z.string() }).nullable())
		.query(({ ctx, input }) => readResetLink(ctx.app, input.token)),

	reset: publicProcedure
		.meta({
			openapi: { method: 'POST', path: '/auth/reset', tags, summary: 'Set a new password by a mailed link' }
		})
		.input(ResetPassword)
		.output(Session)
		.mutation(async ({ ctx, input }) => {
			const { token, email } = await resetPassword(ctx.app, input);
			return started(ctx, email, token);
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
async function started(
	ctx: Context,
	email: string,
	token: SessionToken,
	told?: 'tell of a new device'
): Promise<Session> {
	if (ctx.sessionToken) await ctx.app.sessions.invalidate(ctx.sessionToken);
	const known = await ctx.app.sessions.validate(token.token);
	if (!known) throw new DomainError('internal', 'The session could not be started. Please try again.');
	ctx.setSession(token);
	const isNew = !ctx.app.devices.deviceOf(ctx.device.token, email);
	if (isNew) ctx.device.remember(ctx.app.devices.issue(email));
	await noteSession(ctx.app, ctx.app.sessions.idOf(token.token), {
		device: deviceWords(ctx.userAgent),
		network: networkWords(ctx.clientAddress),
		isNew: isNew && told !== undefined
	});
	return known.session;
}
