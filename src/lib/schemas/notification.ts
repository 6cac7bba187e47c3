import { z } from 'zod';

/** When a member gets mail about what waits and what went wrong. */
export const MailPreference = z.enum(['immediately', 'daily', 'off']);
export type MailPreference = z.infer<typeof MailPreference>;

export const NotificationKind = z.enum(['review', 'expiring', 'reconnect', 'failure', 'billing', 'digest']);
export type NotificationKind = z.infer<typeof NotificationKind>;

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
