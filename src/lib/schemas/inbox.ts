import { z } from 'zod';
import { Action, ActionKind, ActionStatus } from './action.ts';
import { Avatar } from './agent.ts';
import { Id, Micros, PageQuery, Timestamp } from './common.ts';
import { TaskResult, TaskStatus } from './task.ts';

/**
 * `attention`: an approved action that needs a person (its outcome is unknown, its sheet is gone, Google asks to
 * reconnect); `expiring`: within a day; `waiting`; `snoozed`; `decided`: the last 30 days.
 */
export const InboxGroup = z.enum(['attention', 'expiring', 'waiting', 'snoozed', 'decided']);
export type InboxGroup = z.infer<typeof InboxGroup>;

/** A proposed action, or (`type` is `result`) the work of a task that proposes none. `id` is the action's or the task's. */
export const InboxItem = z.object({
	id: Id,
	type: z.enum(['action', 'result']),
	group: InboxGroup,
	taskId: Id,
	runId: Id.nullable(),
	/** Null for a result. */
	kind: ActionKind.nullable(),
	agent: z.object({ id: Id, name: z.string(), avatar: Avatar }),
	title: z.string(),
	snippet: z.string(),
	status: z.union([ActionStatus, TaskStatus]),
	/** The action's payload hash; null for a result. */
	hash: z.string().nullable(),
	targets: z.array(z.string()),
	/** True when a target is written to for the first time. */
	isNew: z.boolean(),
	/** True when an unnamed target must be chosen first. */
	blocked: z.boolean(),
	/** True when a place in it was left to be filled in. */
	unfinished: z.boolean(),
	/** Its place among what the same run proposes, from 0. */
	position: z.number().int(),
	waitingSince: Timestamp,
	expiresAt: Timestamp.nullable(),
	snoozedUntil: Timestamp.nullable(),
	decidedAt: Timestamp.nullable(),
	/** The whole version was sent back, and made anew with what was asked for. */
	sentBack: z.boolean(),
	/** `Approved by Dana`, `Sent back by Dana`, for what is decided or needs attention. */
	outcome: z.string().nullable()
});
export type InboxItem = z.infer<typeof InboxItem>;

/** How what waits is ordered: what came last first, what waits longest, what expires first, or agent by agent. */
export const InboxSort = z.enum(['newest', 'oldest', 'expiring', 'agent']);
export type InboxSort = z.infer<typeof InboxSort>;

export const InboxQuery = PageQuery.extend({
	cursor: z.string().max(600).optional(),
	group: InboxGroup,
	agentId: Id.optional(),
	/** An action kind, or `result`. */
	kind: z.union([ActionKind, z.literal('result')]).optional(),
	/** Part of a recipient’s address or a title. */
	q: z.string().trim().max(200).optional(),
	/** Of the group `waiting`, newest first without it; the others have an order of their own. */
	sort: InboxSort.optional()
});
export type InboxQuery = z.infer<typeof InboxQuery>;

/**
 * `open` is what the navigation and the browser's title show: attention, expiring and waiting together. Each of the
 * others stops at 1,000.
 */
export const InboxCounts = z.object({
	open: z.number().int(),
	attention: z.number().int(),
	expiring: z.number().int(),
	waiting: z.number().int(),
	snoozed: z.number().int()
});
export type InboxCounts = z.infer<typeof InboxCounts>;

/** One item with all that a decision needs. */
export const InboxDetail = z.object({
	item: InboxItem,
	action: Action.nullable(),
	/** The work that it belongs to; `tasks.get` has all of it. */
	task: z.object({
		id: Id,
		title: z.string(),
		/** The run that this item comes from. */
		runId: Id.nullable(),
		/** Null for an action, which is decided by what it would do. */
		result: TaskResult.nullable(),
		/** What the agent would like to know. */
		questions: z.array(z.string())
	}),
	/** Which version of the work this is, and what became of the others. */
	version: z.object({
		number: z.number().int(),
		/** What was asked to be changed for it; null for the first. */
		feedback: z.string().nullable(),
		/** A result's text before it was sent back, Markdown. */
		before: z.string().nullable(),
		/** Where the newest version is looked at, when this is not it. */
		newer: z.object({ type: z.enum(['action', 'result']), id: Id }).nullable()
	}),
	/** What the same run proposes, this one among it, in order. For a row: what stands around it, long values cut. */
	siblings: z.array(
		z.object({
			id: Id,
			status: ActionStatus,
			row: z
				.object({
					spreadsheet: z.string(),
					tab: z.string(),
					columns: z.array(z.object({ header: z.string(), value: z.string() }))
				})
				.nullable()
		})
	),
	/** What the agent drew on: the task's own words, outside material, the business. */
	drawnFrom: z.array(z.object({ label: z.string(), text: z.string(), href: z.string().nullable() })),
	/** The memories that were in the prompt. */
	remembered: z.array(z.string()),
	cost: z.object({
		micros: Micros,
		/** False when a price or a call's outcome is not known: shown as "at least". */
		known: z.boolean(),
		/** False when nobody has said what the model costs: counted at the dearest, so it is an upper bound. */
		priceKnown: z.boolean(),
		tokens: z.number().int().nullable(),
		millis: z.number().int().nullable()
	}),
	/** Who the connection belongs to, and whether it works; null when the kind needs none. */
	connection: z
		.object({ status: z.enum(['none', 'connected', 'needs_reauth']), email: z.string().nullable() })
		.nullable()
});
export type InboxDetail = z.infer<typeof InboxDetail>;

/** Out of the inbox until then; null brings it back. */
export const SnoozeItem = z.object({
	id: Id,
	type: z.enum(['action', 'result']),
	until: Timestamp.nullable()
});
export type SnoozeItem = z.infer<typeof SnoozeItem>;
