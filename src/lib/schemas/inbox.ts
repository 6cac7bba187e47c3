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
	waitingSince: Timestamp,
	expiresAt: Timestamp.nullable(),
	snoozedUntil: Timestamp.nullable(),
	decidedAt: Timestamp.nullable(),
	/** `Approved by Dana`, for what is decided or needs attention. */
	outcome: z.string().nullable()
});
export type InboxItem = z.infer<typeof InboxItem>;

export const InboxQuery = PageQuery.extend({
	cursor: z.string().max(200).optional(),
	group: InboxGroup,
	agentId: Id.optional(),
	/** An action kind, or `result`. */
	kind: z.union([ActionKind, z.literal('result')]).optional(),
	/** Part of a recipient’s address or a title. */
	q: z.string().trim().max(200).optional()
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
		result: TaskResult.nullable()
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
