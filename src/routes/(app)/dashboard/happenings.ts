import { events } from '#lib/events.ts';
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

/** `reader` is the id of whoever looks at the page: their own deeds are told as "You". */
export function happening(entry: Activity, reader: string): Happening {
	const { log, tone } = events[entry.kind];
	const { detail } = entry;
	const agent = entry.agentName ?? 'An agent';
	const who = entry.actorId === reader ? 'You' : entry.actor || 'Somebody';
	if (!log || (log.about === 'task' && entry.taskId === null))
		return { ...plainly(who, entry), href: placeOf(entry), after: '', detail, tone: 'neutral' };
	const [before, after] = log.words(who, agent);
	return { before, ...thingOf(entry, log.about, agent), after, detail, tone };
}

/** `approved: Mail to Priya`: what stands behind the colon is what it is about. */
function plainly(who: string, { text }: Activity) {
	const colon = text.indexOf(': ');
	return colon < 0
		? { before: who, thing: text }
		: { before: `${who} ${text.slice(0, colon + 1)}`, thing: text.slice(colon + 2) };
}

/** Where one reads more of it. */
function placeOf({ kind, taskId, agentId }: Activity): string | null {
	if (taskId) return `/tasks/${taskId}`;
	if (agentId) return `/agents/${agentId}`;
	return (events[kind].stale as readonly string[]).includes('app:integrations')
		? '/integrations'
		: '/settings';
}

/**
 * What was approved and taken back has come to nothing, however often: of each such thing one line stays, with when it
 * was taken back last. An approval that stands keeps its own. `entries` are newest first.
 */
export function foldTakenBack(entries: readonly Activity[]): Activity[] {
	const open = new Map<string, number>();
	const told = new Set<string>();
	return entries.flatMap((entry) => {
		const about = `${entry.taskId ?? ''} ${takesBack.get(entry.kind) ?? entry.kind} ${subjectOf(entry)}`;
		const before = open.get(about) ?? 0;
		if (takesBack.has(entry.kind)) {
			open.set(about, before + 1);
			if (told.has(about)) return [];
			told.add(about);
			return [{ ...entry, text: `approved and took back: ${subjectOf(entry)}` }];
		}
		if (![...takesBack.values()].includes(entry.kind) || before === 0) return [entry];
		open.set(about, before - 1);
		return [];
	});
}

/** What takes back what. */
const takesBack: ReadonlyMap<Activity['kind'], Activity['kind']> = new Map([
	['action.undone', 'action.approved'],
	['task.undone', 'task.approved']
]);

/** What stands behind the colon; of a result it is the task. */
function subjectOf({ text, taskTitle }: Activity): string {
	const colon = text.indexOf(': ');
	return colon < 0 ? (taskTitle ?? 'a result') : text.slice(colon + 2);
}

function thingOf({ taskId, taskTitle, agentId }: Activity, about: 'task' | 'agent', agent: string) {
	if (about === 'task') return { thing: taskTitle ?? 'a task', href: `/tasks/${taskId}` };
	return { thing: agent, href: agentId ? `/agents/${agentId}` : null };
}
