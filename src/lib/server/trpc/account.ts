import { z } from 'zod';
import {
	ChangeEmail,
	ChangePassword,
	EditAccount,
	LinkToken,
	Session,
	SignedIn
} from '#lib/schemas/account.ts';
import { Id, page } from '#lib/schemas/common.ts';
import { askAddressAgain } from '#server/domain/account/ask-address.ts';
import { changeEmail, confirmAddress, stopEmailChange } from '#server/domain/account/change-email.ts';
import { readAddressLink, readStopLink } from '#server/domain/account/change-email.ts';
import { changePassword, editAccount } from '#server/domain/account/edit-account.ts';
import { endOtherSessions, endSession, listSessions } from '#server/domain/account/sessions.ts';
import { getSession } from '#server/domain/account/get-session.ts';
import { DomainError } from '#server/errors.ts';
import type { Context } from './context.ts';
import { publicProcedure, router, signedInProcedure } from './procedures.ts';

const tags = ['Account'];
const accepted = z.object({ accepted: z.literal(true) });
const ended = z.object({ ended: z.number().int() });
const address = z.object({ email: z.string() });

/** One's own account, whatever the workspace. */
export const accountRouter = router({
	edit: signedInProcedure
		.meta({ openapi: { method: 'PATCH', path: '/account', tags, summary: 'Change your name' } })
		.input(EditAccount)
		.output(Session)
		.mutation(async ({ ctx, input }) => {
			await editAccount(ctx.app, ctx.actor, input);
			const { user, workspace } = ctx.session;
			const session = await getSession(ctx.app, { userId: user.id, workspaceId: workspace.id });
			if (!session) throw new DomainError('unauthenticated', 'Please sign in first.');
			return session;
		}),

	changePassword: signedInProcedure
		.meta({
			openapi: {
				method: 'POST',
				path: '/auth/password',
				tags,
				summary: 'Change your password; every other session ends'
			}
		})
		.input(ChangePassword)
		.output(z.object({ changed: z.literal(true) }))
		.mutation(async ({ ctx, input }) => {
			await changePassword(ctx.app, ctx.actor, sessionIdOf(ctx), input);
			return { changed: true as const };
		}),

	changeEmail: signedInProcedure
		.meta({
			openapi: {
				method: 'POST',
				path: '/account/email',
				tags,
				summary: 'Ask a new address whether it is yours; it is the account’s once it says yes'
			}
		})
		.input(ChangeEmail)
		.output(accepted)
		.mutation(async ({ ctx, input }) => {
			await changeEmail(ctx.app, ctx.actor, input);
			ctx.answer.status = 202;
			return { accepted: true as const };
		}),

	askAddress: signedInProcedure
		.meta({
			openapi: {
				method: 'POST',
				path: '/account/email/ask',
				tags,
				summary: 'Have the mail sent once more that asks whether your address is yours'
			}
		})
		.input(z.object({}).optional())
		.output(accepted)
		.mutation(async ({ ctx }) => {
			await askAddressAgain(ctx.app, ctx.actor);
			ctx.answer.status = 202;
			return { accepted: true as const };
		}),

	/** What a mailed link would confirm, while it works. */
	addressLink: publicProcedure
		.input(z.object({ token: LinkToken }))
		.output(address.extend({ changes: z.boolean() }).nullable())
		.query(({ ctx, input }) => readAddressLink(ctx.app, input.token)),

	confirmAddress: publicProcedure
		.meta({
			openapi: {
				method: 'POST',
				path: '/account/email/confirm',
				tags,
				summary: 'Say by a mailed link: this is mine'
			}
		})
		.input(z.object({ token: LinkToken }))
		.output(address)
		.mutation(({ ctx, input }) => confirmAddress(ctx.app, input.token)),

	/** Whose change of address a mailed link would stop, while it works. */
	stopLink: publicProcedure
		.input(z.object({ token: LinkToken }))
		.output(address.nullable())
		.query(({ ctx, input }) => readStopLink(ctx.app, input.token)),

	stopEmailChange: publicProcedure
		.meta({
			openapi: {
				method: 'POST',
				path: '/account/email/stop',
				tags,
				summary: 'Say by a mailed link: it was not me; every session ends'
			}
		})
		.input(z.object({ token: LinkToken }))
		.output(address)
		.mutation(({ ctx, input }) => stopEmailChange(ctx.app, input.token)),

	sessions: signedInProcedure
		.meta({ openapi: { method: 'GET', path: '/auth/sessions', tags, summary: 'Where you are signed in' } })
		.input(z.object({}).optional())
		.output(page(SignedIn))
		.query(async ({ ctx }) => ({
			items: await listSessions(ctx.app, ctx.actor, sessionIdOf(ctx)),
			nextCursor: null
		})),

	endSession: signedInProcedure
		.meta({
			openapi: { method: 'DELETE', path: '/auth/sessions/{id}', tags, summary: 'Sign one device out' }
		})
		.input(z.object({ id: Id }))
		.output(ended)
		.mutation(async ({ ctx, input }) => {
			await endSession(ctx.app, ctx.actor, input.id);
			return { ended: 1 };
		}),

	endOtherSessions: signedInProcedure
		.meta({
			openapi: { method: 'DELETE', path: '/auth/sessions', tags, summary: 'Sign every other device out' }
		})
		.input(z.object({}).optional())
		.output(ended)
		.mutation(async ({ ctx }) => ({
			ended: await endOtherSessions(ctx.app, ctx.actor, sessionIdOf(ctx))
		}))
});

/** The session that asks; none for a caller without a cookie. */
function sessionIdOf({ app, sessionToken }: Context): string {
	return sessionToken === null ? '' : app.sessions.idOf(sessionToken);
}
