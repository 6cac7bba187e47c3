import { z } from 'zod';
import { EventKind, type EventKind as Kind } from '#lib/schemas/event.ts';
import type { TimelineEntry } from '#lib/schemas/task.ts';

/** What events may carry; rows outlive our types, so everything is optional and parsed. */
const EventData = z
	.object({
		message: z.string(),
		feedback: z.string(),
		reason: z.string(),
		until: z.string(),
		actions: z.number(),
		attempt: z.number(),
		deaths: z.number(),
		percent: z.number(),
		name: z.string(),
		title: z.string(),
		byRule: z.boolean(),
		edited: z.boolean()
	})
	.partial();
type EventData = z.infer<typeof EventData>;

/** An event joined with the names around it, as the database answers. */
export type EventRow = {
	id: bigint;
	kind: string;
	data: unknown;
	created_at: Date;
	actor_id: string | null;
	/** Who did it: a member's name, else the agent's. */
	actor_name: string | null;
	agent_name: string | null;
};

const waits: Record<string, string> = {
	retry: 'had to stop and will try again',
	rate_limit: 'was asked by the model to wait',
	budget: 'waits for the spending limit',
	budget_busy: 'waits for the spending limit',
	paused: 'was paused and goes on later',
	hours: 'waits for working hours',
	stopped: 'was interrupted and goes on'
};

const sentences: Record<Kind, (data: EventData) => string> = {
	'agent.hired': ({ name }) => `hired ${name ?? 'an agent'}`,
	'agent.changed': ({ name }) => `changed ${name ?? 'an agent'}`,
	'agent.paused': ({ name }) => `paused ${name ?? 'an agent'}`,
	'agent.resumed': ({ name }) => `put ${name ?? 'an agent'} back to work`,
	'agent.archived': ({ name }) => `archived ${name ?? 'an agent'}`,
	'task.created': () => 'asked for this',
	'task.started': started,
	'task.waiting': ({ reason = 'retry' }) => waits[reason] ?? 'waits',
	'task.ready': ({ actions = 0, byRule }) =>
		byRule ? 'finished and goes ahead by itself' : `finished${proposing(actions)} and waits for you`,
	'task.completed': () => 'finished',
	'task.failed': () => 'could not finish',
	'task.approved': () => 'approved the result',
	'task.rejected': () => 'rejected the result',
	'task.sent_back': () => 'sent it back',
	'task.cancelled': () => 'cancelled this',
	'task.retried': () => 'asked to try again',
	'workspace.changed': () => 'changed the workspace',
	'workspace.paused': () => 'paused all agents',
	'workspace.resumed': () => 'put all agents back to work',
	'budget.warning': ({ percent = 100 }) =>
		`noticed that ${percent} % of this month’s spending limit are used`,
	'action.approved': ({ title = 'an action', byRule, edited }) =>
		byRule ? `went ahead by itself: ${title}` : `${edited ? 'changed and approved' : 'approved'}: ${title}`,
	'action.rejected': ({ title = 'an action' }) => `rejected: ${title}`,
	'action.undone': ({ title = 'an action' }) => `took the approval back: ${title}`,
	'action.expired': ({ title = 'an action' }) => `let a proposal expire: ${title}`,
	'action.snoozed': ({ title = 'an item' }) => `put off: ${title}`,
	'action.returned': ({ title, actions = 0 }) => `asks again: ${title ?? manyProposals(actions)}`,
	'action.expiring': ({ title, actions = 0 }) =>
		`asks for a decision before it expires: ${title ?? manyProposals(actions)}`,
	'action.voided': ({ title = 'an action' }) => `asks for a new decision: ${title}`,
	'action.waiting': ({ title = 'an action' }) => `waits: ${title}`,
	'action.succeeded': ({ title = 'an action' }) => `carried out: ${title}`,
	'action.needs_human': ({ title = 'an action' }) => `needs somebody to look: ${title}`,
	'action.failed': ({ title = 'an action' }) => `did not carry out: ${title}`,
	'agent.learnt': ({ name = 'an agent' }) => `gave ${name} something to keep in mind`,
	'agent.trusted': ({ name = 'an agent', title = 'this' }) => `lets ${name} work without asking: ${title}`,
	'agent.corrected': ({ title = 'this' }) => `asks again before each one: ${title}`,
	'integration.connected': ({ name = 'Google' }) => `connected ${name}`,
	'integration.needs_reauth': ({ name = 'Google' }) => `lost the connection to ${name}`,
	'integration.disconnected': ({ name = 'Google' }) => `disconnected ${name}`
};

function started({ attempt = 1, deaths = 0 }: EventData): string {
	if (deaths > 0) return 'started again after its worker had stopped';
	return attempt > 1 ? `started again, attempt ${attempt}` : 'started working';
}

function manyProposals(actions: number): string {
	return actions === 1 ? 'one proposal' : `${actions} proposals`;
}

function proposing(actions: number): string {
	if (actions === 0) return '';
	return actions === 1 ? ', proposed one action,' : `, proposed ${actions} actions,`;
}

/** An event as one line of a timeline. */
export function describeEvent(row: EventRow): TimelineEntry {
	const kind = EventKind.parse(row.kind);
	const data = EventData.safeParse(row.data).data ?? {};
	return {
		id: String(row.id),
		at: row.created_at.toISOString(),
		kind,
		actorId: row.actor_id,
		actor: row.actor_name ?? row.agent_name ?? 'AgentForce',
		text: sentences[kind](data),
		detail: data.feedback ?? data.message ?? null
	};
}
