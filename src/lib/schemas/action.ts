import { z } from 'zod';
import { bounded, Id, Timestamp } from './common.ts';
import { GoogleAbility } from './integration.ts';
import { AutoOffer, LessonOffer } from './offer.ts';
import { Outline } from './outline.ts';

/** Kinds are registered in server/domain/action/kinds; `gmail.draftEmail` is one. */
export const ActionKind = z
	.string()
	.max(60)
	.regex(/^[a-z]+\.[a-zA-Z]+$/);
export type ActionKind = z.infer<typeof ActionKind>;

/** `off`: never propose; `ask`: a person approves each one (the default); `auto`: goes without asking. */
export const Permission = z.enum(['off', 'ask', 'auto']);
export type Permission = z.infer<typeof Permission>;

/** A kind that is not named is `ask`. */
export const Permissions = bounded(z.record(ActionKind, Permission), 50);
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

/** A draft in Gmail. Nothing is ever sent. The last two are set when it answers a known mail. */
export const DraftEmail = z.object({
	to: z.array(z.string().max(320)).min(1).max(50),
	cc: z.array(z.string().max(320)).max(50),
	bcc: z.array(z.string().max(320)).max(50),
	subject: z.string().max(998),
	body: z.string().max(100_000),
	/** The Message-ID header of the mail that this answers. */
	inReplyTo: z.string().max(998).nullable().optional(),
	/** Gmail's id of the conversation. */
	threadId: z.string().max(100).nullable().optional()
});
export type DraftEmail = z.infer<typeof DraftEmail>;

/** A row at the end of one tab; columns are named by their header. */
export const AppendRow = z.object({
	spreadsheet: z.string().max(500),
	tab: z.string().max(200),
	columns: z
		.array(
			z.object({
				header: z.string().max(200),
				value: z.string().max(5_000),
				/** The cell leaves as a number; as text where this is not said. */
				as: z.literal('number').optional()
			})
		)
		.min(1)
		.max(100)
});
export type AppendRow = z.infer<typeof AppendRow>;

/** What a model may propose; the kind's own schema checks the payload. */
export const ProposedAction = z.object({
	kind: ActionKind,
	why: z.string().max(1_000),
	payload: z.record(z.string(), z.unknown())
});
export type ProposedAction = z.infer<typeof ProposedAction>;

/**
 * Why a person should look twice. `unnamed` blocks: the recipient, sheet or address is named neither by the
 * task nor by the address book, so a person must choose. `misfit` blocks as well: a part of what it names is not there.
 * The others only inform: a copy for somebody whom the task does
 * not list, a name that does not fit its address, the first time, hidden text or a long empty stretch in it, a place
 * that was left to be filled in.
 */
export const Flag = z.object({
	code: z.enum([
		'unnamed',
		'misfit',
		'copied',
		'name_differs',
		'first_time',
		'hidden_text',
		'long_blank',
		'placeholder'
	]),
	/** `email:priya@harbour.example`; null when it is about the whole. */
	target: z.string().nullable(),
	message: z.string()
});
export type Flag = z.infer<typeof Flag>;

/** How a proposal is shown: as a mail, as a row in its sheet's columns, or as plain fields. Never as JSON. */
export const Preview = z.discriminatedUnion('shape', [
	z.object({
		shape: z.literal('mail'),
		to: z.array(z.string()),
		cc: z.array(z.string()),
		bcc: z.array(z.string()),
		subject: z.string(),
		body: z.string(),
		/** True when it answers a mail in a known conversation. */
		reply: z.boolean()
	}),
	z.object({
		shape: z.literal('row'),
		/** The address-book label or what the agent wrote. */
		spreadsheet: z.string(),
		url: z.string().nullable(),
		tab: z.string(),
		columns: z.array(z.object({ header: z.string(), value: z.string(), as: z.literal('number').optional() }))
	}),
	z.object({
		shape: z.literal('fields'),
		/** `key` is the payload's property that an edit writes to; `fields.0.value` is one inside a list. */
		fields: z.array(
			z.object({
				key: z.string(),
				label: z.string(),
				value: z.string(),
				long: z.boolean(),
				/** How it is typed where it is no mere text: a day as `2026-12-03`, an hour as `10:00`. */
				input: z.enum(['date', 'time']).optional()
			})
		)
	})
]);
export type Preview = z.infer<typeof Preview>;

/** Where the effect can be seen. */
export const Receipt = z.object({ label: z.string(), url: z.string().nullable(), detail: z.string() });
export type Receipt = z.infer<typeof Receipt>;

export const ActionWait = z.enum([
	'hold',
	'connect',
	'reauth',
	'retry',
	'rate_limit',
	'paused',
	'looking',
	'hours'
]);
export type ActionWait = z.infer<typeof ActionWait>;
/** Ended by a person, never by time: nothing of such an action has left, however long it waits. */
export const waitsForPerson: readonly ActionWait[] = ['connect', 'reauth', 'paused'];

/** An action as it is kept and shown. */
export const Action = z.object({
	id: Id,
	taskId: Id,
	runId: Id,
	kind: ActionKind,
	status: ActionStatus,
	why: z.string(),
	/** `Mail to Priya Shah` */
	title: z.string(),
	/** What its vendor must be allowed; null where nothing has to be connected. */
	needs: GoogleAbility.nullable(),
	/** What follows "Nora wants to": `put this into your Drafts`. */
	intent: z.string(),
	/** One sentence on what will happen and where: `You send it yourself, from dana@…`. */
	note: z.string(),
	payload: z.record(z.string(), z.unknown()),
	payloadHash: z.string(),
	preview: Preview,
	/** The agent's own words, once a person has changed them. */
	draft: z.object({ payload: z.record(z.string(), z.unknown()), preview: Preview }).nullable(),
	flags: z.array(Flag),
	/** What is where it goes, as last read: the tabs and headings of its sheet. Null where nothing has been read. */
	outline: Outline.nullable(),
	byRule: z.boolean(),
	decidedBy: z.string().nullable(),
	decidedAt: Timestamp.nullable(),
	/** Until then an approval can be undone. */
	holdUntil: Timestamp.nullable(),
	expiresAt: Timestamp,
	snoozedUntil: Timestamp.nullable(),
	/** Why an approved one is not there yet, as a code and a sentence. */
	wait: z.object({ reason: ActionWait, message: z.string(), until: Timestamp.nullable() }).nullable(),
	error: z.object({ code: z.string(), message: z.string() }).nullable(),
	receipt: Receipt.nullable(),
	attempts: z.array(
		z.object({
			number: z.number().int(),
			purpose: z.enum(['effect', 'look']),
			outcome: z.enum(['sent', 'applied', 'not_applied', 'unknown', 'found', 'not_found']),
			error: z.object({ code: z.string(), message: z.string() }).nullable(),
			sentAt: Timestamp,
			answeredAt: Timestamp.nullable()
		})
	)
});
export type Action = z.infer<typeof Action>;

/**
 * A decision on one action. `hash` is the `payloadHash` that the person saw: another one is refused with
 * `already_decided`. `payload` is the person's own version, `confirmed` the unnamed targets they chose.
 */
export const DecideAction = z
	.object({
		id: Id,
		decision: z.enum(['approve', 'reject']),
		hash: z.string().length(64),
		payload: bounded(z.record(z.string(), z.unknown()), 100).optional(),
		confirmed: z.array(z.string().max(600)).max(200).optional(),
		/** Why it is rejected. */
		feedback: z.string().trim().max(5_000, { error: 'Please use at most 5,000 characters.' }).optional()
	})
	.refine((input) => input.decision !== 'reject' || Boolean(input.feedback), {
		error: 'Please say why, so that the agent can do better.',
		path: ['feedback']
	});
export type DecideAction = z.infer<typeof DecideAction>;

export const DecidedAction = z.object({
	action: Action,
	lesson: LessonOffer.nullable(),
	offer: AutoOffer.nullable()
});
export type DecidedAction = z.infer<typeof DecidedAction>;

/** What a person found: it is `done`, do it `again`, change it first (`edit`: back to the inbox), or `drop` it. */
export const ResolveAction = z.object({ id: Id, outcome: z.enum(['done', 'again', 'edit', 'drop']) });
export type ResolveAction = z.infer<typeof ResolveAction>;
