import { z } from 'zod';
import { InputField } from './workflow-input.ts';
import { Inputs } from './workflow.ts';

/** The end of a form's address. */
export const FormAddress = z.object({ slug: z.string().max(100) });

/** A form as a stranger gets it. */
export const HostedForm = z.object({
	/** Whose it is. */
	business: z.string(),
	fields: z.array(InputField),
	/** Says when it was handed out; comes back with what is sent, so that twice is once. */
	stamp: z.string(),
	/** Why nothing can be sent just now; null while it can. */
	closed: z.string().nullable()
});
export type HostedForm = z.infer<typeof HostedForm>;

export const SendForm = FormAddress.extend({
	stamp: z.string().max(200),
	/** A field that people do not see; what fills it in is a program. */
	trap: z.string().max(500),
	values: Inputs
});
export type SendForm = z.infer<typeof SendForm>;

/** `again` asks for it once more, with the stamp to send; null when it has arrived. */
export const SentForm = z.object({
	again: z.object({ message: z.string(), stamp: z.string() }).nullable()
});
export type SentForm = z.infer<typeof SentForm>;
