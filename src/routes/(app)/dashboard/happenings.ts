import type { Tone } from '#lib/components/ui/variants.ts';
import type { Activity } from '#lib/schemas/activity.ts';

/** One line of the log: words, the thing they are about, and words. */
export type Happening = {
	before: string;
	thing: string;
	href: string | null;
	after: string;
	detail: string | null;
	tone: Tone;
};

type Sentence = (who: string, agent: string) => [before: string, after: string, tone: Tone];

const taskSentences: Partial<Record<Activity['kind'], Sentence>> = {
	'task.created': (who, agent) => [`${who} gave ${agent}`, '', 'neutral'],
	'task.ready': (_, agent) => [`${agent} finished`, '', 'waiting'],
	'task.completed': (_, agent) => [`${agent} completed`, '', 'done'],
	'task.failed': (_, agent) => [`${agent} could not finish`, '', 'failed'],
	'task.approved': (who) => [`${who} approved`, '', 'done'],
	'task.rejected': (who) => [`${who} rejected`, '', 'neutral'],
	'task.sent_back': (who, agent) => [`${who} sent`, `back to ${agent}`, 'neutral'],
	'task.cancelled': (who) => [`${who} cancelled`, '', 'neutral'],
	'task.retried': (who, agent) => [`${who} asked ${agent} to try`, 'again', 'neutral']
};

const agentSentences: Partial<Record<Activity['kind'], Sentence>> = {
	'agent.hired': (who) => [`${who} hired`, '', 'done'],
	'agent.paused': (who) => [`${who} paused`, '', 'waiting'],
	'agent.resumed': (who) => [`${who} put`, 'back to work', 'done'],
	'agent.archived': (who) => [`${who} archived`, '', 'neutral']
};

/** `reader` is the name of whoever looks at the page: their own deeds are told as "You". */
export function happening(entry: Activity, reader: string): Happening {
	const agent = entry.agentName ?? 'An agent';
	const who = entry.actorId === reader ? 'You' : entry.actor || 'Somebody';
	const detail = entry.detail;
	const task = entry.taskId === null ? undefined : taskSentences[entry.kind];
	if (task) {
		const [before, after, tone] = task(who, agent);
		return {
			before,
			thing: entry.taskTitle ?? 'a task',
			href: `/tasks/${entry.taskId}`,
			after,
			detail,
			tone
		};
	}
	const [before, after, tone] = agentSentences[entry.kind]?.(who, agent) ?? [
		`${who} ${entry.text}`,
		'',
		'neutral' as const
	];
	if (!agentSentences[entry.kind]) return { before, thing: '', href: null, after, detail, tone };
	const href = entry.agentId ? `/agents/${entry.agentId}` : null;
	return { before, thing: agent, href, after, detail, tone };
}
