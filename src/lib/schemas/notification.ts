import { z } from 'zod';

/** When a member gets mail about what waits and what went wrong. */
export const MailPreference = z.enum(['immediately', 'daily', 'off']);
export type MailPreference = z.infer<typeof MailPreference>;

export const NotificationKind = z.enum([
	'review',
	'expiring',
	'reconnect',
	'failure',
	'billing',
	'digest',
	'account'
]);
export type NotificationKind = z.infer<typeof NotificationKind>;

/** What a mail about somebody's own account tells; whoever has an account gets these, whatever they chose. */
export const AccountMail = z.discriminatedUnion('about', [
	z.object({ about: z.literal('reset'), linkId: z.uuid() }),
	z.object({ about: z.literal('verify'), linkId: z.uuid() }),
	z.object({ about: z.literal('password') }),
	z.object({ about: z.literal('device'), device: z.string(), network: z.string() }),
	/** To an address that somebody wants to move to, to the one they have, and to both once they have moved. */
	z.object({ about: z.literal('new-address'), linkId: z.uuid() }),
	z.object({ about: z.literal('old-address'), linkId: z.uuid(), email: z.string() }),
	z.object({ about: z.literal('moved'), email: z.string() })
]);
export type AccountMail = z.infer<typeof AccountMail>;

/** A member's own choice, and where their mail goes. */
export const MailSettings = z.object({
	preference: MailPreference,
	email: z.string(),
	/** `none`: this installation has no mail server; `sandbox`: everything stays in the mailbox page of this machine. */
	delivery: z.enum(['none', 'sandbox', 'server']),
	mailboxUrl: z.string().nullable()
});
export type MailSettings = z.infer<typeof MailSettings>;

export const ChooseMail = z.object({ preference: MailPreference });
