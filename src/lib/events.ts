/**
 * Everything that can happen in a workspace: what it carries, how it is said, which pages it makes stale, whether it
 * stands in the log, is kept for the audit, and whom it tells. Sentences, the dashboard, live pages and mails read it.
 * To add an event, add an entry here, and `recordEvent` where it happens.
 */

/** What events may carry; rows outlive our types, so everything is optional. */
export type EventFields = {
	message: string;
	feedback: string;
	reason: string;
	/** ISO 8601. */
	until: string;
	actions: number;
	attempt: number;
	deaths: number;
	percent: number;
	name: string;
	title: string;
	byRule: boolean;
	edited: boolean;
	workflowId: string;
};

/** What a page of ours depends on; `app:agent` and `app:task` are about the one that an event names. */
export type StaleKey =
	| `app:${'session' | 'activity' | 'agents' | 'agent' | 'tasks' | 'task' | 'inbox' | 'counts'}`
	| 'app:integrations'
	| 'app:billing'
	| 'app:workflows'
	| 'app:addresses';

/** The reasons for which members get mail at once. */
export type MailReason = 'review' | 'expiring' | 'failure' | 'reconnect' | 'billing';

type Tone = 'neutral' | 'waiting' | 'running' | 'done' | 'failed';
type Data = Partial<EventFields>;

type EventEntry = {
	/** Follows the name of whoever did it: `approved: Mail to Priya`. */
	says: (data: Data) => string;
	/** Who did it when neither a member nor a program did. */
	doneBy: 'agent' | 'AgentForce';
	tone: Tone;
	stale: readonly StaleKey[];
	carries: readonly (keyof EventFields)[];
	/** In the log of the dashboard: the words around the task or agent that it is about. */
	log?: { about: 'task' | 'agent'; words: (who: string, agent: string) => [before: string, after: string] };
	/** False: a step in between, which the log leaves out. */
	activity: boolean;
	/** A decision, a permission, or something that left the house. */
	audit: boolean;
	tells: MailReason | null;
};

const session = ['app:session', 'app:activity'] as const;
const connection = ['app:integrations', 'app:activity', 'app:tasks', 'app:inbox', 'app:counts'] as const;
const agent = ['app:agents', 'app:activity', 'app:agent', 'app:counts'] as const;
const workflow = ['app:workflows', 'app:activity', 'app:agent', 'app:counts'] as const;
const task = [...agent, 'app:workflows', 'app:task', 'app:tasks', 'app:inbox'] as const;
/** An approval may wait for a connection, and writes whom somebody has confirmed into the address book. */
const action = [...task, 'app:integrations', 'app:addresses'] as const;

const waits: Record<string, string> = {
	retry: 'had to stop and will try again',
	rate_limit: 'was asked by the model to wait',
	budget: 'waits for the spending limit',
	budget_busy: 'waits for the spending limit',
	tasks: 'waits, for the tasks of this month are used up',
	paused: 'was paused and goes on later',
	hours: 'waits for working hours',
	stopped: 'was interrupted and goes on'
};

const billing: Record<string, string> = {
	active: 'noted that the subscription is paid',
	trialing: 'noted that a trial has begun',
	past_due: 'noted that the card was declined',
	unpaid: 'noted that the subscription is not paid',
	incomplete: 'noted that a payment was not finished',
	paused: 'noted that the subscription is paused',
	canceled: 'noted that the subscription has ended'
};

const base = {
	doneBy: 'agent',
	activity: true,
	audit: false,
	tells: null,
	carries: [],
	tone: 'neutral'
} as const;
const ofAgent = { ...base, stale: agent, carries: ['name'], audit: true } as const;
const ofTask = { ...base, stale: task } as const;
const ofAction = { ...base, stale: action, carries: ['title', 'message'] } as const;
const ofWorkflow = { ...base, stale: workflow, carries: ['name', 'message'] } as const;
const ofConnection = { ...base, stale: connection, carries: ['name', 'message'], audit: true } as const;

const someone = ({ name = 'an agent' }: Data) => name;
const flow = ({ name = 'a workflow' }: Data) => name;
const item = ({ title = 'an action' }: Data) => title;

const catalogue = {
	'agent.hired': {
		...ofAgent,
		says: (data) => `hired ${someone(data)}`,
		tone: 'done',
		log: { about: 'agent', words: (who) => [`${who} hired`, ''] }
	},
	'agent.changed': { ...ofAgent, says: (data) => `changed ${someone(data)}`, activity: false },
	'agent.paused': {
		...ofAgent,
		says: (data) => `paused ${someone(data)}`,
		tone: 'waiting',
		log: { about: 'agent', words: (who) => [`${who} paused`, ''] }
	},
	'agent.resumed': {
		...ofAgent,
		says: (data) => `put ${someone(data)} back to work`,
		tone: 'done',
		log: { about: 'agent', words: (who) => [`${who} put`, 'back to work'] }
	},
	'agent.archived': {
		...ofAgent,
		says: (data) => `archived ${someone(data)}`,
		log: { about: 'agent', words: (who) => [`${who} archived`, ''] }
	},
	'agent.learnt': {
		...ofAgent,
		says: (data) => `gave ${someone(data)} something to keep in mind`,
		carries: ['name', 'message']
	},
	'agent.trusted': {
		...ofAgent,
		says: (data) => `lets ${someone(data)} work without asking: ${data.title ?? 'this'}`,
		carries: ['name', 'title']
	},
	'agent.corrected': {
		...ofAgent,
		says: ({ title = 'this' }) => `asks again before each one: ${title}`,
		carries: ['name', 'title']
	},
	'task.created': {
		...ofTask,
		doneBy: 'AgentForce',
		says: () => 'asked for this',
		log: { about: 'task', words: (who, agent) => [`${who} gave ${agent}`, ''] }
	},
	'task.started': { ...ofTask, says: started, activity: false, carries: ['attempt', 'deaths'] },
	'task.waiting': {
		...ofTask,
		says: ({ reason = 'retry' }) => waits[reason] ?? 'waits',
		activity: false,
		carries: ['reason', 'message', 'until']
	},
	'task.ready': {
		...ofTask,
		says: ({ actions = 0, byRule }) =>
			byRule ? 'finished and goes ahead by itself' : `finished${proposing(actions)} and waits for you`,
		tone: 'waiting',
		carries: ['actions', 'byRule'],
		tells: 'review',
		log: { about: 'task', words: (_, agent) => [`${agent} finished`, ''] }
	},
	'task.completed': {
		...ofTask,
		says: () => 'finished',
		tone: 'done',
		log: { about: 'task', words: (_, agent) => [`${agent} completed`, ''] }
	},
	'task.failed': {
		...ofTask,
		says: () => 'could not finish',
		tone: 'failed',
		carries: ['message'],
		tells: 'failure',
		log: { about: 'task', words: (_, agent) => [`${agent} could not finish`, ''] }
	},
	'task.approved': {
		...ofTask,
		doneBy: 'AgentForce',
		says: () => 'approved the result',
		tone: 'done',
		audit: true,
		carries: ['feedback'],
		log: { about: 'task', words: (who) => [`${who} approved`, ''] }
	},
	'task.undone': { ...ofTask, says: () => 'took the approval back', audit: true },
	'task.mailed': {
		...ofTask,
		says: ({ title = 'a mail' }) => `asked to have it as a mail: ${title}`,
		carries: ['title']
	},
	'task.rejected': {
		...ofTask,
		doneBy: 'AgentForce',
		says: () => 'rejected the result',
		audit: true,
		carries: ['feedback'],
		log: { about: 'task', words: (who) => [`${who} rejected`, ''] }
	},
	'task.sent_back': {
		...ofTask,
		doneBy: 'AgentForce',
		says: () => 'sent it back',
		audit: true,
		carries: ['feedback'],
		log: { about: 'task', words: (who, agent) => [`${who} sent`, `back to ${agent}`] }
	},
	'task.cancelled': {
		...ofTask,
		doneBy: 'AgentForce',
		says: () => 'cancelled this',
		audit: true,
		log: { about: 'task', words: (who) => [`${who} cancelled`, ''] }
	},
	'task.retried': {
		...ofTask,
		doneBy: 'AgentForce',
		says: () => 'asked to try again',
		log: { about: 'task', words: (who, agent) => [`${who} asked ${agent} to try`, 'again'] }
	},
	'task.superseded': {
		...ofTask,
		doneBy: 'AgentForce',
		says: () => 'replaced this by a newer draft of the same',
		carries: ['message']
	},
	'task.brought_back': { ...ofTask, doneBy: 'AgentForce', says: () => 'brought this back', audit: true },
	'workflow.created': { ...ofWorkflow, says: (data) => `set up ${flow(data)}`, audit: true },
	'workflow.changed': {
		...ofWorkflow,
		says: (data) => `changed ${flow(data)}`,
		activity: false,
		audit: true
	},
	'workflow.enabled': {
		...ofWorkflow,
		says: (data) => `switched on ${flow(data)}`,
		tone: 'done',
		audit: true
	},
	'workflow.disabled': { ...ofWorkflow, says: (data) => `switched off ${flow(data)}`, audit: true },
	'workflow.deleted': { ...ofWorkflow, says: (data) => `deleted ${flow(data)}`, audit: true },
	'workflow.paused': {
		...ofWorkflow,
		doneBy: 'AgentForce',
		says: (data) => `paused ${flow(data)}`,
		tone: 'waiting',
		carries: ['name', 'message', 'reason', 'workflowId'],
		tells: 'failure'
	},
	'workflow.late': {
		...ofWorkflow,
		doneBy: 'AgentForce',
		says: (data) => `cannot look for new rows of ${flow(data)}`,
		tone: 'failed',
		carries: ['name', 'message', 'workflowId'],
		tells: 'failure'
	},
	'workflow.resumed': {
		...ofWorkflow,
		doneBy: 'AgentForce',
		says: (data) => `lets ${flow(data)} go on`,
		tone: 'done'
	},
	'workflow.skipped': {
		...ofWorkflow,
		doneBy: 'AgentForce',
		says: (data) => `left out a run of ${flow(data)}`,
		activity: false
	},
	'workspace.changed': {
		...base,
		says: () => 'changed the workspace',
		stale: ['app:session'],
		activity: false,
		audit: true
	},
	'plan.changed': {
		...base,
		doneBy: 'AgentForce',
		says: ({ name = 'another', actions = 0 }) =>
			`put the workspace on the ${name} plan${actions > 0 ? `, which has no room for ${actions === 1 ? 'one agent' : `${actions} agents`}` : ''}`,
		stale: [...session, 'app:billing', 'app:agents', 'app:agent', 'app:counts'],
		carries: ['name', 'actions'],
		tells: 'billing',
		audit: true
	},
	'billing.changed': {
		...base,
		doneBy: 'AgentForce',
		says: ({ reason = 'active' }) => billing[reason] ?? 'heard from Stripe about the subscription',
		stale: [...session, 'app:billing'],
		carries: ['reason'],
		tells: 'billing',
		audit: true
	},
	'billing.refunded': {
		...base,
		doneBy: 'AgentForce',
		says: () => 'ended a second subscription that was bought at the same time, and gave the money back',
		stale: [...session, 'app:billing'],
		carries: ['reason'],
		tells: 'billing',
		audit: true
	},
	'workspace.paused': { ...base, says: () => 'paused all agents', stale: session, audit: true },
	'workspace.resumed': { ...base, says: () => 'put all agents back to work', stale: session, audit: true },
	'budget.warning': {
		...base,
		says: ({ percent = 100 }) => `noticed that ${percent} % of this month’s spending limit are used`,
		stale: session,
		carries: ['percent']
	},
	'action.approved': {
		...ofAction,
		says: (data) =>
			data.byRule
				? `went ahead by your rule: ${item(data)}`
				: `${data.edited ? 'changed and approved' : 'approved'}: ${item(data)}`,
		audit: true,
		carries: ['title', 'byRule', 'edited']
	},
	'action.rejected': {
		...ofAction,
		says: (data) => `rejected: ${item(data)}`,
		audit: true,
		carries: ['title', 'feedback']
	},
	'action.undone': { ...ofAction, says: (data) => `took the approval back: ${item(data)}`, audit: true },
	'action.expired': { ...ofAction, says: (data) => `let a proposal expire: ${item(data)}` },
	'action.snoozed': {
		...ofAction,
		says: ({ title = 'an item' }) => `put off: ${title}`,
		carries: ['title', 'until']
	},
	'action.returned': {
		...ofAction,
		says: ({ title, actions = 0 }) => `asks again: ${title ?? proposals(actions)}`,
		tells: 'review',
		carries: ['title', 'actions']
	},
	'action.expiring': {
		...ofAction,
		says: ({ title, actions = 0 }) => `asks for a decision before it expires: ${title ?? proposals(actions)}`,
		tells: 'expiring',
		carries: ['title', 'actions']
	},
	'action.voided': { ...ofAction, says: (data) => `asks for a new decision: ${item(data)}`, tells: 'review' },
	'action.waiting': {
		...ofAction,
		says: (data) => `waits: ${item(data)}`,
		carries: ['title', 'message', 'reason']
	},
	'action.succeeded': { ...ofAction, says: (data) => `carried out: ${item(data)}`, audit: true },
	'action.needs_human': {
		...ofAction,
		says: (data) => `needs somebody to look: ${item(data)}`,
		tells: 'failure'
	},
	'action.failed': { ...ofAction, says: (data) => `did not carry out: ${item(data)}`, tells: 'failure' },
	'address.read': {
		...base,
		doneBy: 'AgentForce',
		says: ({ name = 'a sheet' }) => `read the headings of ${name}`,
		stale: ['app:addresses', 'app:inbox'],
		activity: false,
		carries: ['name']
	},
	'integration.connected': { ...ofConnection, says: ({ name = 'Google' }) => `connected ${name}` },
	'integration.needs_reauth': {
		...ofConnection,
		says: ({ name = 'Google' }) => `lost the connection to ${name}`,
		tells: 'reconnect'
	},
	'integration.disconnected': { ...ofConnection, says: ({ name = 'Google' }) => `disconnected ${name}` }
} as const satisfies Record<string, EventEntry>;

export type EventKind = keyof typeof catalogue;
/** What an event of a kind may carry. */
export type EventData<Kind extends EventKind = EventKind> = Partial<
	Pick<EventFields, (typeof catalogue)[Kind]['carries'][number]>
>;

export const events: Readonly<Record<EventKind, EventEntry>> = catalogue;
export const eventKinds = Object.keys(catalogue) as [EventKind, ...EventKind[]];

/** The kinds of which this is true, for statements that ask for them. */
export function kindsWhere(is: (entry: EventEntry) => boolean): EventKind[] {
	return eventKinds.filter((kind) => is(events[kind]));
}

/** What of the pages an event makes stale. After a gap in the live stream nobody knows, so it is everything. */
export function staleAfter(event: {
	kind: EventKind;
	taskId: string | null;
	agentId: string | null;
}): string[] {
	return events[event.kind].stale.flatMap((key) => {
		if (key === 'app:agent') return event.agentId ? [`${key}:${event.agentId}`] : [];
		if (key === 'app:task') return event.taskId ? [`${key}:${event.taskId}`] : [];
		return [key];
	});
}

function started({ attempt = 1, deaths = 0 }: Data): string {
	if (deaths > 0) return 'started again after its worker had stopped';
	return attempt > 1 ? `started again, attempt ${attempt}` : 'started working';
}

function proposals(actions: number): string {
	return actions === 1 ? 'one proposal' : `${actions} proposals`;
}

function proposing(actions: number): string {
	if (actions === 0) return '';
	return actions === 1 ? ', proposed one action,' : `, proposed ${actions} actions,`;
}
