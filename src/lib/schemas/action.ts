import { z } from 'zod';

export const ActionKind = z.enum(['gmail.draftEmail', 'sheets.appendRow']);
export type ActionKind = z.infer<typeof ActionKind>;

/** `off`: never propose; `ask`: a person approves each one (the default); `auto`: goes without asking. */
export const Permission = z.enum(['off', 'ask', 'auto']);
export type Permission = z.infer<typeof Permission>;

export const Permissions = z.record(ActionKind, Permission);
export type Permissions = z.infer<typeof Permissions>;

export const ActionStatus = z.enum([
	'proposed',
	'approved',
	'dispatching',
	'succeeded',
	'unknown',
	'needs_human',
	'rejected',
	'expired',
	'failed'
]);
export type ActionStatus = z.infer<typeof ActionStatus>;

/** A draft in Gmail. Nothing is ever sent. */
export const DraftEmail = z.object({
	to: z.array(z.string().max(320)).min(1).max(50),
	cc: z.array(z.string().max(320)).max(50),
	bcc: z.array(z.string().max(320)).max(50),
	subject: z.string().max(998),
	body: z.string().max(100_000)
});
export type DraftEmail = z.infer<typeof DraftEmail>;

/** A row at the end of one tab; columns are named by their header. */
export const AppendRow = z.object({
	spreadsheet: z.string().max(500),
	tab: z.string().max(200),
	columns: z
		.array(z.object({ header: z.string().max(200), value: z.string().max(5_000) }))
		.min(1)
		.max(100)
});
export type AppendRow = z.infer<typeof AppendRow>;

/** What a model may propose. Strict output formats know no optional fields, hence none here. */
export const ProposedAction = z.discriminatedUnion('kind', [
	z.object({
		kind: z.literal('gmail.draftEmail'),
		why: z.string().max(1_000),
		payload: DraftEmail
	}),
	z.object({
		kind: z.literal('sheets.appendRow'),
		why: z.string().max(1_000),
		payload: AppendRow
	})
]);
export type ProposedAction = z.infer<typeof ProposedAction>;

/** A proposed action as it is kept and shown. */
export const Action = z.intersection(
	ProposedAction,
	z.object({ id: z.string(), status: ActionStatus, payloadHash: z.string() })
);
export type Action = z.infer<typeof Action>;
