import { z } from 'zod';
import { Avatar } from './agent.ts';
import { bounded, Id, Micros, PageQuery, Timestamp } from './common.ts';
import { TaskStatus } from './task.ts';
import { Definition, Trigger } from './workflow-template.ts';

/** What becomes of due times that nobody was there for: nothing, or one run for all of them, labelled late. */
export const Missed = z.enum(['skip', 'once']);
export type Missed = z.infer<typeof Missed>;

export const WorkflowName = z
	.string()
	.trim()
	.min(1, { error: 'Please enter a name.' })
	.max(80, { error: 'Please use at most 80 characters.' });
export const WaitingBound = z.number().int().min(1).max(200);
export const Inputs = bounded(z.record(z.string(), z.json()), 50);

export const CreateWorkflow = z.object({
	agentId: Id,
	/** A `key` from the workflow templates. */
	template: z.string().min(1).max(80),
	name: WorkflowName.optional(),
	inputs: Inputs,
	trigger: Trigger,
	enabled: z.boolean().default(true),
	/** Its work comes to review, and nothing of it can leave. */
	shadow: z.boolean().default(false),
	missed: Missed.default('once'),
	/** So many of its drafts may wait for review before it pauses itself. */
	waitingBound: WaitingBound.default(10)
});
export type CreateWorkflow = z.infer<typeof CreateWorkflow>;

export const WorkflowEdit = z.object({
	id: Id,
	name: WorkflowName.optional(),
	inputs: Inputs.optional(),
	trigger: Trigger.optional(),
	enabled: z.boolean().optional(),
	/** Pauses it with this reason; null lets it go on, whyever it was paused. */
	paused: z.string().trim().min(1, { error: 'Please say why.' }).max(500).nullable().optional(),
	/** Where it goes on and new rows start it: whether those that came meanwhile are done, as they are when nobody says, or left out. */
	meanwhile: z.enum(['take', 'leave']).optional(),
	shadow: z.boolean().optional(),
	missed: Missed.optional(),
	waitingBound: WaitingBound.optional()
});
export type WorkflowEdit = z.infer<typeof WorkflowEdit>;

export const WorkflowStatus = z.enum(['on', 'off', 'paused']);
export type WorkflowStatus = z.infer<typeof WorkflowStatus>;

/**
 * Why it does nothing although it is on: a person, its own failures, drafts that wait for review, a plan without room, a
 * sheet in which no new rows can be looked for.
 */
export const Pause = z.object({
	code: z.enum(['person', 'failures', 'waiting', 'plan', 'sheet']),
	reason: z.string()
});
export type Pause = z.infer<typeof Pause>;

export const Workflow = z.object({
	id: Id,
	agentId: Id,
	agent: z.object({ id: Id, name: z.string(), avatar: Avatar }),
	name: z.string(),
	template: z.string(),
	templateVersion: z.number().int(),
	/** True when the template has moved on since; the workflow stays as it was. */
	templateIsNewer: z.boolean(),
	inputs: Inputs,
	definition: Definition,
	trigger: Trigger,
	/** Where other programs post to; null for whoever may not manage workflows. `signed`: only signed posts are taken. */
	webhook: z.object({ url: z.string(), signed: z.boolean() }).nullable(),
	/** The page that customers fill in. */
	form: z.object({ url: z.string() }).nullable(),
	/** Where new rows are looked for. `fresh` are new and wait until nobody writes in them; `problem` passes by itself. */
	rows: z
		.object({
			lookedAt: Timestamp.nullable(),
			found: z.number().int(),
			known: z.number().int(),
			fresh: z.number().int(),
			problem: z.string().nullable()
		})
		.nullable(),
	/** `Every weekday at 08:00`; null where it has no schedule. */
	scheduleWords: z.string().nullable(),
	enabled: z.boolean(),
	status: WorkflowStatus,
	pause: Pause.nullable(),
	shadow: z.boolean(),
	missed: Missed,
	waitingBound: z.number().int(),
	/** Drafts of it that wait for review now; counted up to one above the bound. */
	waiting: z.number().int(),
	/** The next five due times; empty while it is off or paused. */
	nextFires: z.array(Timestamp),
	lastFire: z.object({ at: Timestamp, outcome: z.string(), reason: z.string() }).nullable(),
	createdAt: Timestamp,
	updatedAt: Timestamp
});
export type Workflow = z.infer<typeof Workflow>;

/** What it does and what was filled in may be long; whoever wants them asks for the one. */
export const WorkflowListItem = Workflow.omit({ inputs: true, definition: true });
export type WorkflowListItem = z.infer<typeof WorkflowListItem>;

export const WorkflowQuery = PageQuery.extend({ agentId: Id.optional() });
export type WorkflowQuery = z.infer<typeof WorkflowQuery>;

/** `given`: what a trigger would bring; a dry run takes the template's examples where nothing is given. */
export const RunWorkflow = z.object({ id: Id, dryRun: z.boolean().default(false), given: Inputs.optional() });
export type RunWorkflow = z.infer<typeof RunWorkflow>;

/** The last of the rows that were there already when it was switched on. */
export const TakeRows = z.object({ id: Id, last: z.number().int().min(1).max(50) });
export type TakeRows = z.infer<typeof TakeRows>;

/** How many of them have started, and how many are held until there is room or cannot be used; the history says why. */
export const TakenRows = z.object({
	started: z.number().int(),
	held: z.number().int(),
	refused: z.number().int()
});
export type TakenRows = z.infer<typeof TakenRows>;

export const FireOutcome = z.enum(['started', 'late', 'skipped', 'held', 'nothing']);
export type FireOutcome = z.infer<typeof FireOutcome>;

/** One due time, or one thing that a trigger saw, and what became of it. `count` of a long absence. */
export const Fire = z.object({
	id: Id,
	at: Timestamp,
	outcome: FireOutcome,
	reason: z.string(),
	taskId: Id.nullable(),
	count: z.number().int()
});
export type Fire = z.infer<typeof Fire>;

export const OfWorkflow = PageQuery.extend({ id: Id });
export type OfWorkflow = z.infer<typeof OfWorkflow>;

/** A run of a workflow is a task; its steps are those of its last execution. */
export const WorkflowRun = z.object({
	id: Id,
	title: z.string(),
	status: TaskStatus,
	dryRun: z.boolean(),
	late: z.boolean(),
	supersededBy: Id.nullable(),
	createdAt: Timestamp,
	updatedAt: Timestamp,
	steps: z.array(z.object({ key: z.string(), kind: z.string(), status: z.string() })),
	proposals: z.number().int(),
	costMicros: Micros,
	error: z.object({ code: z.string(), message: z.string() }).nullable()
});
export type WorkflowRun = z.infer<typeof WorkflowRun>;

const InWeek = WorkflowListItem.pick({
	id: true,
	name: true,
	agent: true,
	status: true,
	pause: true,
	trigger: true,
	scheduleWords: true
});

/** What is due today and on the six days after it, by the workspace's clocks. */
export const WorkflowWeek = z.object({
	timeZone: z.string(),
	/** `2026-12-01` */
	days: z.array(z.object({ day: z.string(), fires: z.array(z.object({ at: Timestamp, id: Id })) })),
	/** Due too often to be told one by one; `scheduleWords` says how often. */
	often: z.array(Id),
	/** Started by something that comes in. */
	incoming: z.array(Id),
	/** All that the rest names: what is switched on, also where it is paused. */
	workflows: z.array(InWeek),
	/** True where there are more than are looked at. */
	more: z.boolean()
});
export type WorkflowWeek = z.infer<typeof WorkflowWeek>;
