import { z } from 'zod';
import { googleAbilityNames } from '../google-abilities.ts';
import { Id, Timestamp } from './common.ts';

export const IntegrationStatus = z.enum(['connected', 'needs_reauth', 'disconnected']);
export type IntegrationStatus = z.infer<typeof IntegrationStatus>;

/** What a connection may be used for; Google grants each by itself. */
export const GoogleAbility = z.enum(googleAbilityNames);
export type GoogleAbility = z.infer<typeof GoogleAbility>;

export const Integration = z.object({
	id: Id,
	vendor: z.enum(['google']),
	status: IntegrationStatus,
	accountEmail: z.string(),
	abilities: z.array(GoogleAbility),
	/** A sentence on what is wrong; null when it works. */
	problem: z.string().nullable(),
	/** Approved actions that wait for it. */
	held: z.number().int(),
	connectedBy: z.string().nullable(),
	connectedAt: Timestamp,
	checkedAt: Timestamp.nullable()
});
export type Integration = z.infer<typeof Integration>;

/** `available` is false when this installation has no keys for the vendor; `sandbox` when it is played on this machine. */
export const Integrations = z.object({
	items: z.array(Integration),
	nextCursor: z.null(),
	google: z.object({
		available: z.boolean(),
		sandbox: z.boolean(),
		sandboxUrl: z.string().nullable(),
		/** Approved actions that wait for a connection, also while there has never been one. */
		held: z.number().int()
	})
});
export type Integrations = z.infer<typeof Integrations>;

/** Why a consent did not end in a connection; the page has a sentence for each. */
export const ConnectProblem = z.enum([
	'declined',
	'expired',
	'other_session',
	'refused',
	'unreachable',
	'unverified',
	'no_lasting',
	'not_allowed',
	'not_configured'
]);
export type ConnectProblem = z.infer<typeof ConnectProblem>;
