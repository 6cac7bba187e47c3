import { formatClock } from '../../format.ts';
import type { AgentStatus } from '../../schemas/agent.ts';
import type { RunView, TaskDetail } from '../../schemas/task.ts';

const reasons: Record<string, string> = {
	retry: 'Something failed and is tried again',
	rate_limit: 'The model asked for a pause',
	budget: 'This month’s spending limit is reached',
	budget_busy: 'The rest of the spending limit is held back for other tasks',
	tasks: 'The tasks of this month are used up',
	paused: 'Paused',
	hours: 'Outside working hours',
	stopped: 'A worker was stopped; another goes on'
};

/** Why runs wait, for lists; a reason that is newer than this page is just a wait. */
export function waitReasonWords(reason: string): string {
	return reasons[reason] ?? 'Waiting';
}

/** What a task in line depends on, besides itself. */
export type TeamState = {
	/** ISO 8601; null while everybody works. */
	pausedAt: string | null;
	/** Tasks that are being worked on now, and how many may be at once. */
	running: number;
	places: number;
	mayManage: boolean;
};

export type Wait = {
	title: string;
	text: string;
	/** ISO 8601, when the time it goes on is known. */
	until: string | null;
	way: { href: string; label: string } | null;
	/** Something is in the way, rather than just a queue. */
	held: boolean;
};

type Waiting = {
	agent: TaskDetail['agent'];
	agentStatus: AgentStatus;
	run: Pick<RunView, 'waitReason' | 'nextAttemptAt' | 'cause' | 'attempt'> | undefined;
	/** What the worker said when it put the task back in line. */
	said: string | null;
	office: TeamState;
	now: number;
	timeZone: string;
};

/** Why a task in line is not being worked on. */
export function whyItWaits(waiting: Waiting): Wait {
	return pauseOf(waiting) ?? holdOf(waiting) ?? queueOf(waiting);
}

function wait(title: string, text: string, more: Partial<Wait> = {}): Wait {
	return { title, text, until: null, way: null, held: true, ...more };
}

function pauseOf({ agent, agentStatus, office }: Waiting): Wait | null {
	if (office.pausedAt) {
		const text = office.mayManage
			? 'It goes on by itself as soon as you resume.'
			: 'It goes on by itself as soon as an owner or admin resumes.';
		return wait('All agents are paused, so this waits', text);
	}
	if (agentStatus !== 'paused') return null;
	const way = { href: `/agents/${agent.id}`, label: `Put ${agent.name} back to work` };
	return wait(`${agent.name} is paused, so this waits`, 'It goes on by itself after that.', { way });
}

function holdOf({ agent, run, said, office, now, timeZone }: Waiting): Wait | null {
	const until = run?.nextAttemptAt ?? null;
	if (!run?.waitReason || until === null || Date.parse(until) <= now) return null;
	const { name } = agent;
	const way = office.mayManage ? { href: '/settings#spending', label: 'Raise the limit' } : null;
	switch (run.waitReason) {
		case 'budget':
			return wait('This month’s spending limit is reached, so this waits', said ?? '', { way });
		case 'budget_busy':
			return wait('Waiting for the rest of the spending limit', said ?? '', { way });
		case 'tasks':
			return wait('The tasks of this month are used up, so this waits', said ?? '');
		case 'rate_limit':
			return wait(
				`The model asked for a pause until ${formatClock(until, timeZone)}`,
				`${said ?? ''} It does not count as a failed attempt.`.trim()
			);
		case 'hours':
			return wait(`Outside ${name}’s working hours`, `${name} goes on when the day begins.`, { until });
		case 'retry':
			return wait(`${name} had to stop and tries again by itself`, ownTry(said), { until });
		default:
			return null;
	}
}

function queueOf({ agent, office }: Waiting): Wait {
	if (office.running < office.places) {
		return wait('In line', `${agent.name} starts in a moment. This page keeps up by itself.`, {
			held: false
		});
	}
	const text = `${office.running} tasks are being worked on, as many as your plan does at once. This one starts as soon as it is its turn.`;
	return wait('In line behind others', text, { held: false });
}

/** The worker's words are meant for the end; while it tries by itself nobody has to. */
function ownTry(said: string | null): string {
	return (said ?? '').replace(/ Please try again[^.]*\./, '');
}
