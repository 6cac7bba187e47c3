import { FormAddress, HostedForm, SendForm, SentForm } from '#lib/schemas/form.ts';
import { getForm, sendForm } from '#server/domain/workflow/hosted-form.ts';
import { networkOf } from '#server/client-address.ts';
import { publicProcedure, router } from './procedures.ts';

/** For the page that customers fill in; programs have the webhook. */
export const formsRouter = router({
	get: publicProcedure
		.input(FormAddress)
		.output(HostedForm)
		.query(({ ctx, input }) => getForm(ctx.app, input.slug)),

	send: publicProcedure
		.input(SendForm)
		.output(SentForm)
		.mutation(({ ctx, input }) => sendForm(ctx.app, networkOf(ctx.clientAddress), input))
});
