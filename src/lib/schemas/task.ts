import { z } from 'zod';
import { emailProblem } from '../email-addresses.ts';
import { Action } from './action.ts';
import { Avatar } from './agent.ts';
import { Id, Micros, PageQuery, Timestamp } from './common.ts';
import { EventKind } from './event.ts';
import {
	deliverableMaxLength,
	feedbackMaxLength,
	instructionsMaxLength,
	materialMaxLength,
	recipientsMax,
	titleMaxLength
} from './limits.ts';

export const TaskType = z.enum(['demo', 'work']);
export type TaskType = z.infer<typeof TaskType>;

export const TaskStatus = z.enum([
	'queued',
	'in_progress',
	'needs_review',
	'approved',
	'completed',
	'failed',
	'rejected',
	'cancelled'
]);
export type TaskStatus = z.infer<typeof TaskStatus>;

export const CreateTask = z.object({
	agentId: Id,
	/** Without one it is called by the first thing that its instructions ask for. */
	title: z
		.string()
		.trim()
		.min(1, { error: 'Please give the task a title.' })
		.max(titleMaxLength, { error: 'Please use at most 200 characters.' })
		.optional(),
	instructions: z
		.string()
		.trim()
		.min(1, { error: 'Please say what should be done.' })
		.max(instructionsMaxLength, { error: 'Please use at most 20,000 characters.' }),
	/** A mail, a table or a document from outside. The agent reads it, but it gives no orders and names nobody. */
	material: z
		.string()
		.trim()
		.max(materialMaxLength, { error: 'Please use at most 50,000 characters.' })
		.optional(),
	/** Whom it is for: who stands here is named by a person. What texts say is not always theirs. */
	recipients: z
		.array(
			z
				.string()
				.trim()
				.max(320)
				.refine((address) => emailProblem(address) === null, {
					error: ({ input }) => emailProblem(String(input)) ?? ''
				})
		)
		.max(recipientsMax, { error: 'Please name at most 50 recipients.' })
		.optional(),
	/** `demo` is waited for within the request and completes; `work` is queued and reviewed. */
	type: TaskType.default('work')
});
export type CreateTask = z.infer<typeof CreateTask>;

export const TaskQuery = PageQuery.extend({
	status: TaskStatus.optional(),
	agentId: Id.optional(),
	/** Words, or how they begin: in the title, the instructions, recipients, results and proposals. */
	q: z.string().trim().max(200).optional()
});
export type TaskQuery = z.infer<typeof TaskQuery>;

export const Decision = z.enum(['approve', 'reject', 'revise', 'cancel']);
export type Decision = z.infer<typeof Decision>;

/** `feedback` is the reason of a reject and the instructions of a revise; both need one. */
export const DecideTask = z
	.object({
		id: Id,
		decision: Decision,
		feedback: z
			.string()
			.trim()
			.max(feedbackMaxLength, { error: 'Please use at most 5,000 characters.' })
			.optional(),
		/** The run the person was looking at; when another has come since, the decision is refused. */
		runId: Id.optional(),
		/**
		 * For an approval, each proposal that the person saw, with its `payloadHash`; another version is refused. Without
		 * it, one that a colleague has changed meanwhile is refused.
		 */
		actions: z
			.array(z.object({ id: Id, hash: z.string().length(64) }))
			.max(200)
			.optional(),
		/** For the approval of a result: its text as the person saw or wrote it, Markdown. Without it, as it stands. */
		deliverable: z
			.string()
			.trim()
			.min(1, { error: 'The text is empty.' })
			.max(deliverableMaxLength, { error: 'Please use at most 200,000 characters.' })
			.optional()
	})
	.refine((input) => !['reject', 'revise'].includes(input.decision) || Boolean(input.feedback), {
		error: 'Please say why, so that the agent can do better.',
		path: ['feedback']
	});
export type DecideTask = z.infer<typeof DecideTask>;

export const TaskListItem = z.object({
	id: Id,
	title: z.string(),
	type: TaskType,
	status: TaskStatus,
	agent: z.object({ id: Id, name: z.string(), avatar: Avatar }),
	createdAt: Timestamp,
	updatedAt: Timestamp
});
export type TaskListItem = z.infer<typeof TaskListItem>;

export const TaskResult = z.object({
	summary: z.string(),
	/** Markdown, as the agent wrote it, or in the words of the person who approved it. */
	deliverable: z.string(),
	/** The agent's own words, once a person has changed them. */
	draft: z.string().nullable(),
	/** The same as HTML that is safe to show. */
	deliverableHtml: z.string(),
	assumptions: z.array(z.string()),
	questions: z.array(z.string()),
	/** `offline` or the model's name. */
	writtenBy: z.string()
});
export type TaskResult = z.infer<typeof TaskResult>;

/** One run with what it cost; `spentMicros` null while nothing is known. */
export const RunView = z.object({
	id: Id,
	number: z.number().int(),
	cause: z.enum(['created', 'retried', 'sent_back']),
	feedback: z.string().nullable(),
	status: z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled']),
	attempt: z.number().int(),
	writtenBy: z.string().nullable(),
	error: z.object({ code: z.string(), message: z.string() }).nullable(),
	startedAt: Timestamp.nullable(),
	finishedAt: Timestamp.nullable(),
	/** Not before then it is tried, or tried again; null once it is not in line any more. */
	nextAttemptAt: Timestamp.nullable(),
	/** Why a queued run is not being worked on; null when it is simply in line. */
	waitReason: z.string().nullable(),
	/** How often its worker died under it. */
	deaths: z.number().int(),
	steps: z.array(
		z.object({
			key: z.string(),
			/** Where it stands in the plan is its key: `row[3].draft`. */
			kind: z.enum(['read', 'condition', 'forEach', 'draft', 'action']),
			status: z.enum(['running', 'succeeded', 'failed']),
			attempt: z.number().int(),
			error: z.object({ code: z.string(), message: z.string() }).nullable(),
			startedAt: Timestamp,
			finishedAt: Timestamp.nullable()
		})
	),
	modelCalls: z.array(
		z.object({
			model: z.string(),
			status: z.string(),
			inputTokens: z.number().int().nullable(),
			outputTokens: z.number().int().nullable(),
			costMicros: Micros,
			priceKnown: z.boolean(),
			error: z.object({ code: z.string(), message: z.string() }).nullable(),
			sentAt: Timestamp,
			answeredAt: Timestamp.nullable()
		})
	)
});
export type RunView = z.infer<typeof RunView>;

/** One line of the timeline: `text` is a finished sentence without the actor's name. */
export const TimelineEntry = z.object({
	id: z.string(),
	at: Timestamp,
	kind: EventKind,
	actor: z.string(),
	/** The member who did it; null for what an agent or the system did. */
	actorId: z.string().nullable(),
	text: z.string(),
	detail: z.string().nullable()
});
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const TaskDetail = TaskListItem.extend({
	instructions: z.string(),
	/** What came with it from outside; empty when nothing did. */
	material: z.string(),
	/** The addresses that it was given for. */
	recipients: z.array(z.string()),
	createdBy: z.string(),
	/** The workflow that it is a run of, and what became of the time or the thing that started it: `late`, `nothing`. */
	workflow: z
		.object({ id: Id, name: z.string(), outcome: z.string().nullable(), reason: z.string() })
		.nullable(),
	/** It only shows what would be done. */
	dryRun: z.boolean(),
	shadow: z.boolean(),
	/** What a dry run, or a run in shadow, would have proposed. */
	wouldPropose: z.array(
		z.object({ kind: z.string(), title: z.string(), snippet: z.string(), why: z.string() })
	),
	/** The newer run that has taken its place. */
	supersededBy: Id.nullable(),
	error: z.object({ code: z.string(), message: z.string() }).nullable(),
	/** The run that `result` and `actions` come from. */
	runId: Id.nullable(),
	result: TaskResult.nullable(),
	actions: z.array(Action),
	decision: z
		.object({ decision: Decision, by: z.string(), at: Timestamp, feedback: z.string().nullable() })
		.nullable(),
	runs: z.array(RunView),
	timeline: z.array(TimelineEntry),
	costMicros: Micros
});
export type TaskDetail = z.infer<typeof TaskDetail>;

/** What the shell and the dashboard count. */
export const TaskCounts = z.object({
	waiting: z.number().int(),
	/** In line or being worked on. */
	running: z.number().int(),
	/** Being worked on right now. */
	working: z.number().int(),
	failed: z.number().int()
});
export type TaskCounts = z.infer<typeof TaskCounts>;
