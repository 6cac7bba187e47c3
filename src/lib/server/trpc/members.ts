import { z } from 'zod';
import { ChooseMail, MailSettings } from '#lib/schemas/notification.ts';
import { getMailSettings } from '#server/domain/notification/mail-settings.ts';
import { setMailPreference } from '#server/domain/notification/mail-settings.ts';
import { procedureFor, router } from './procedures.ts';

const tags = ['Workspace'];
const path = '/members/me/notifications';

export const membersRouter = router({
	notifications: procedureFor('view')
		.meta({ openapi: { method: 'GET', path, tags, summary: 'When you get mail, and where it goes' } })
		.input(z.object({}).optional())
		.output(MailSettings)
		.query(({ ctx }) => getMailSettings(ctx.app, ctx.actor)),

	setNotifications: procedureFor('view')
		.meta({ openapi: { method: 'PATCH', path, tags, summary: 'Choose when you get mail' } })
		.input(ChooseMail)
		.output(MailSettings)
		.mutation(async ({ ctx, input }) => {
			await setMailPreference(ctx.app, ctx.actor, input.preference);
			return getMailSettings(ctx.app, ctx.actor);
		})
});
