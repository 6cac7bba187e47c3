import { z } from 'zod';
import { SentForm } from '#lib/schemas/form.ts';
import { ContactForm, ContactMessage, SiteFacts, SiteStatus } from '#lib/schemas/site.ts';
import { networkOf } from '#server/client-address.ts';
import { openContact, sendContact } from '#server/domain/site/contact.ts';
import { getSiteStatus } from '#server/domain/site/get-site-status.ts';
import { getSiteFacts } from '#server/domain/site/site-facts.ts';
import { publicProcedure, router } from './procedures.ts';

const nothing = z.object({}).optional();

/** For the pages that everybody sees. */
export const siteRouter = router({
	facts: publicProcedure
		.input(nothing)
		.output(SiteFacts)
		.query(({ ctx }) => getSiteFacts(ctx.app)),

	status: publicProcedure
		.input(nothing)
		.output(SiteStatus)
		.query(({ ctx }) => getSiteStatus(ctx.app)),

	openContact: publicProcedure
		.input(nothing)
		.output(ContactForm)
		.query(({ ctx }) => openContact(ctx.app)),

	sendContact: publicProcedure
		.input(ContactMessage)
		.output(SentForm)
		.mutation(({ ctx, input }) => sendContact(ctx.app, networkOf(ctx.clientAddress), input))
});
