import { z } from 'zod';

/** When a member gets mail about what waits and what went wrong. */
export const MailPreference = z.enum(['immediately', 'daily', 'off']);
export type MailPreference = z.infer<typeof MailPreference>;

export const NotificationKind = z.enum(['review', 'reconnect', 'failure', 'digest']);
export type NotificationKind = z.infer<typeof NotificationKind>;
