import { z } from 'zod';
import { Permissions } from './action.ts';
import { Id, Timestamp } from './common.ts';
import { Memory } from './memory.ts';

export const AgentStatus = z.enum(['active', 'paused', 'archived']);
export type AgentStatus = z.infer<typeof AgentStatus>;

/** The colours a face can have; the tokens `--face-<name>` live in app.css. */
export const Avatar = z.enum(['walnut', 'slate', 'moss', 'plum', 'clay', 'teal', 'ochre', 'ink']);
export type Avatar = z.infer<typeof Avatar>;

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'Please write a time like 09:00.' });

/** Days are ISO weekdays, 1 is Monday; times are in the workspace's zone. Null is always at work. */
export const WorkingHours = z
	.object({
		days: z
			.array(z.number().int().min(1).max(7))
			.min(1, { error: 'Please choose at least one day.' })
			.max(7, { error: 'A week has seven days.' }),
		start: TimeOfDay,
		end: TimeOfDay
	})
	.refine((hours) => hours.start < hours.end, {
		error: 'The end must be later than the start.',
		path: ['end']
	});
export type WorkingHours = z.infer<typeof WorkingHours>;

const name = z
	.string()
	.trim()
	.min(1, { error: 'Please enter a name.' })
	.max(60, { error: 'Please use at most 60 characters.' });
const role = z
	.string()
	.trim()
	.min(1, { error: 'Please enter a role.' })
	.max(80, { error: 'Please use at most 80 characters.' });
const description = z.string().trim().max(2_000, { error: 'Please use at most 2,000 characters.' });
const tone = z
	.string()
	.trim()
	.min(1, { error: 'Please say how this agent should sound.' })
	.max(200, { error: 'Please use at most 200 characters.' });

export const HireAgent = z.object({
	/** A `key` from the role templates. */
	roleTemplate: z.string().min(1).max(60),
	name: name.optional(),
	role: role.optional(),
	description: description.optional(),
	tone: tone.optional(),
	avatar: Avatar.optional()
});
export type HireAgent = z.infer<typeof HireAgent>;

export const AgentEdit = z.object({
	name: name.optional(),
	role: role.optional(),
	description: description.optional(),
	tone: tone.optional(),
	avatar: Avatar.optional(),
	status: AgentStatus.optional(),
	permissions: Permissions.optional(),
	workingHours: WorkingHours.nullable().optional()
});
export type AgentEdit = z.infer<typeof AgentEdit>;

export const Agent = z.object({
	id: Id,
	roleTemplate: z.string(),
	name: z.string(),
	role: z.string(),
	description: z.string(),
	tone: z.string(),
	avatar: Avatar,
	status: AgentStatus,
	permissions: Permissions,
	workingHours: WorkingHours.nullable(),
	createdAt: Timestamp
});
export type Agent = z.infer<typeof Agent>;

/** A row of the agents page. `working` when one of its tasks is in progress now. */
export const AgentListItem = Agent.extend({
	working: z.boolean(),
	waitingForReview: z.number().int(),
	lastTaskAt: Timestamp.nullable()
});
export type AgentListItem = z.infer<typeof AgentListItem>;

export const AgentDetail = Agent.extend({
	memories: z.array(Memory),
	roleTemplateName: z.string(),
	/** Decided tasks of the last 30 days. */
	record: z.object({
		approved: z.number().int(),
		sentBack: z.number().int(),
		rejected: z.number().int(),
		failed: z.number().int()
	})
});
export type AgentDetail = z.infer<typeof AgentDetail>;
