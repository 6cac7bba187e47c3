import { z } from 'zod';
import { Email } from './account.ts';
import { Timestamp } from './common.ts';

/** Who runs this installation, as far as they have said; null is what they have not. */
export const Operator = z.object({
	name: z.string().nullable(),
	address: z.string().nullable(),
	email: z.string().nullable()
});
export type Operator = z.infer<typeof Operator>;

/** A firm that gets something of what is entered here, because this installation is set up so. */
export const SubProcessor = z.object({
	key: z.enum(['model', 'google', 'stripe', 'mail']),
	/** The host that is asked, without secrets: `api.openai.com`. */
	host: z.string(),
	/** It is played on this machine, so nothing leaves it. */
	simulated: z.boolean()
});
export type SubProcessor = z.infer<typeof SubProcessor>;

export const SiteFacts = z.object({
	operator: Operator,
	subProcessors: z.array(SubProcessor),
	/** Whether strangers can make an account here. */
	signUpOpen: z.boolean()
});
export type SiteFacts = z.infer<typeof SiteFacts>;

const PartState = z.enum(['working', 'slow', 'away', 'unknown']);

/** How the installation is, without a word about any workspace. */
export const SiteStatus = z.object({
	database: PartState,
	worker: PartState,
	queue: PartState,
	/** When this was so, by the server's clock. */
	checkedAt: Timestamp
});
export type SiteStatus = z.infer<typeof SiteStatus>;

/** `stamp` says when it was handed out; comes back with what is sent, so that twice is once. */
export const ContactForm = z.object({ stamp: z.string() });
export type ContactForm = z.infer<typeof ContactForm>;

export const ContactMessage = z.object({
	name: z
		.string()
		.trim()
		.min(1, { error: 'Please say who you are.' })
		.max(100, { error: 'Please use at most 100 characters.' }),
	email: Email,
	message: z
		.string()
		.trim()
		.min(1, { error: 'Please write a message.' })
		.max(5_000, { error: 'Please use at most 5,000 characters.' }),
	stamp: z.string().max(200),
	/** A field that people do not see; what fills it in is a program. */
	trap: z.string().max(500)
});
export type ContactMessage = z.infer<typeof ContactMessage>;
