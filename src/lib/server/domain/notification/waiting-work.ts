import { formatNumber, numberWord } from '#lib/format.ts';
import type { EmailItem } from '#server/email-template.ts';
import type { Db } from '#server/ports/db.ts';
import { kinds } from '../action/registry.ts';
import { kindOf } from '../action/registry.ts';

/** Mails name this many things; the rest is a number. */
export const mostItems = 10;

export type Waiting = {
	/** `result` for work that proposes nothing. */
	kind: string;
	id: string;
	agent: string;
	title: string;
	snippet: string;
	task: string;
	expiresAt: Date | null;
	/** From a snooze. */
	back: boolean;
	/** Of this kind altogether. */
	count: number;
};

/**
 * What waits for a reviewer now and is not put off: what these events are about, a whole task or some of its
 * proposals, or the whole workspace with null. Of each kind as many as a mail names, soonest to expire first, each
 * with the number of its kind.
 */
export async function waitingWork(
	db: Db,
	workspaceId: string,
	eventIds: string[] | null
): Promise<Waiting[]> {
	return db.$queryRaw<Waiting[]>`
		with events_told as (
			select task_id, data -> 'actionIds' as action_ids from events
			where workspace_id = ${workspaceId}::uuid and id = any(${eventIds ?? []}::text[]::bigint[])
		), tasks_told as (
			select distinct task_id from events_told where action_ids is null
		), actions_told as (
			select distinct e.task_id, told.id::uuid as id
			from events_told e cross join jsonb_array_elements_text(e.action_ids) told(id)
		), waiting as (
			select a.kind, a.id, a.agent_id, a.task_id, a.title, a.snippet, a.expires_at,
				a.snoozed_until is not null as back
			from actions a join tasks t on t.workspace_id = a.workspace_id and t.id = a.task_id
			where a.workspace_id = ${workspaceId}::uuid and a.status = 'proposed' and a.expires_at > now()
				and t.status in ('needs_review', 'approved')
				and coalesce(a.snoozed_until, now()) <= now()
				and (${eventIds === null} or a.task_id in (select task_id from tasks_told)
					or (a.task_id, a.id) in (select task_id, id from actions_told))
			union all
			select 'result', t.id, t.agent_id, t.id, t.title, '', null, t.snoozed_until is not null
			from tasks t
			where t.workspace_id = ${workspaceId}::uuid and t.status = 'needs_review'
				and coalesce(t.snoozed_until, now()) <= now()
				and (${eventIds === null} or t.id in (select task_id from tasks_told))
				and not exists (
					select 1 from actions a
					where a.workspace_id = t.workspace_id and a.task_id = t.id and a.status = 'proposed'
				)
		), counted as (
			select w.*, count(*) over (partition by kind)::int as count,
				row_number() over (partition by kind order by expires_at nulls last, id) as place
			from waiting w
		)
		select c.kind, c.id, g.name as agent, c.title, c.snippet, t.title as task, c.expires_at as "expiresAt", c.back,
			c.count
		from counted c
		join agents g on g.workspace_id = ${workspaceId}::uuid and g.id = c.agent_id
		join tasks t on t.workspace_id = ${workspaceId}::uuid and t.id = c.task_id
		where c.place <= ${mostItems}
		order by c.expires_at nulls last, c.id`;
}

/** How many there are in all. */
export function totalOf(waiting: Waiting[]): number {
	return [...countsOf(waiting).values()].reduce((sum, count) => sum + count, 0);
}

/** `Three drafts wait for you`, `Two drafts and one row wait for you`, `Nine things wait for you` */
export function waitingWords(waiting: Waiting[]): string {
	return `${thingWords(waiting)} ${totalOf(waiting) === 1 ? 'waits' : 'wait'} for you`;
}

/** `Three drafts`, `Two drafts and one row`, `Nine things` */
export function thingWords(waiting: Waiting[]): string {
	const counts = [...countsOf(waiting)];
	if (counts.length > 2) return `${numberWord(totalOf(waiting))} things`;
	const parts = counts.map(([kind, count], index) => {
		const noun = kind === 'result' ? { one: 'result', many: 'results' } : nounOf(kind);
		const number = index === 0 ? numberWord(count) : numberWord(count).toLowerCase();
		return `${number} ${count === 1 ? noun.one : noun.many}`;
	});
	return parts.join(' and ');
}

/** `Nora: Mail to Priya Shah` and the mail's subject. Nothing else of what was written travels. */
export function waitingItems(
	waiting: Waiting[],
	origin: string,
	detail?: (one: Waiting) => string
): EmailItem[] {
	return waiting.slice(0, mostItems).map((one) => ({
		title: `${one.agent}: ${one.title}`,
		detail: [gistOf(one), detail?.(one) ?? ''].filter(Boolean).join(' · '),
		href: itemAddress(origin, one)
	}));
}

function gistOf({ kind, snippet, task }: Waiting): string {
	if (kind === 'result') return 'The result is there to read.';
	return (kindOf(kind).snippetTravels && snippet) || task;
}

/** `And 12 more in your inbox.`, if there are. */
export function moreWords(total: number): string[] {
	return total > mostItems ? [`And ${formatNumber(total - mostItems)} more in your inbox.`] : [];
}

export function itemAddress(origin: string, { kind, id }: { kind: string; id: string }): string {
	return `${origin}/inbox?item=${kind === 'result' ? 'result' : 'action'}:${id}`;
}

function countsOf(waiting: Waiting[]): Map<string, number> {
	return new Map(waiting.map(({ kind, count }) => [kind, count]));
}

function nounOf(kind: string): { one: string; many: string } {
	return kinds.get(kind)?.noun ?? { one: 'proposal', many: 'proposals' };
}
