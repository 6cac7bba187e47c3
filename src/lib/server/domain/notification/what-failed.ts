import { numberWord } from '#lib/format.ts';
import type { EmailItem } from '#server/email-template.ts';
import type { Db } from '#server/ports/db.ts';
import { itemAddress } from './waiting-work.ts';

export type Failed = {
	/** A task that failed, an action that failed or that a person must look at, a workflow that goes on no more. */
	what: 'task' | 'failed' | 'needs_human' | 'workflow';
	id: string;
	agent: string;
	title: string;
	/** Part of which task; of a workflow, why. */
	task: string;
};

type Where = {
	workspaceId: string;
	userId: string;
	/** False: only what this member asked for. */
	everything: boolean;
	/** Null: the last day's. */
	eventIds: string[] | null;
};

/** What has failed and still has, what a person must look at, and what has paused itself. A task that failed with its actions is not named twice. */
export async function whatFailed(db: Db, where: Where): Promise<Failed[]> {
	const { workspaceId, userId, everything, eventIds } = where;
	return db.$queryRaw<Failed[]>`
		with told as (
			select distinct task_id from events
			where workspace_id = ${workspaceId}::uuid and id = any(${eventIds ?? []}::text[]::bigint[])
		), tasks_in_question as (
			select t.* from tasks t
			where t.workspace_id = ${workspaceId}::uuid and t.type = 'work' and not t.dry_run
				and (${everything} or t.created_by_id = ${userId}::uuid)
				and (${eventIds === null} or t.id in (select task_id from told))
		), failed as (
			select a.status as what, a.id, a.agent_id, a.title, t.title as task, a.finished_at as at
			from actions a join tasks_in_question t on t.id = a.task_id
			where a.workspace_id = ${workspaceId}::uuid and (a.status = 'needs_human' or (a.status = 'failed'
				and (${eventIds !== null} or a.finished_at > now() - interval '1 day')))
			union all
			select 'task', t.id, t.agent_id, t.title, t.title, t.updated_at
			from tasks_in_question t
			where t.status = 'failed' and t.error_code is distinct from 'action_failed'
				and (${eventIds !== null} or t.updated_at > now() - interval '1 day')
			union all
			select 'workflow', w.id, w.agent_id, w.name, coalesce(w.pause_reason, w.look_problem, ''), w.updated_at
			from workflows w
			where w.workspace_id = ${workspaceId}::uuid and ${everything} and w.enabled and w.deleted_at is null
				and (w.pause_code in ('failures', 'waiting', 'sheet') or w.look_told)
				and (${eventIds !== null} or w.updated_at > now() - interval '1 day')
				and (${eventIds === null} or w.id in (
					select (data ->> 'workflowId')::uuid from events
					where workspace_id = ${workspaceId}::uuid and id = any(${eventIds ?? []}::text[]::bigint[])))
		)
		select f.what, f.id, g.name as agent, f.title, f.task
		from failed f join agents g on g.workspace_id = ${workspaceId}::uuid and g.id = f.agent_id
		order by f.what = 'needs_human' desc, f.at desc nulls first, f.id
		limit 1000`;
}

/** `One task could not be finished`, `Two things need you` */
export function failedWords(failed: Failed[]): string {
	const number = numberWord(failed.length);
	const one = failed.length === 1;
	if (failed.every(({ what }) => what === 'task'))
		return `${number} ${one ? 'task' : 'tasks'} could not be finished`;
	if (failed.every(({ what }) => what === 'workflow'))
		return `${number} ${one ? 'workflow goes' : 'workflows go'} on no more by ${one ? 'itself' : 'themselves'}`;
	return one ? 'One thing needs you' : `${number} things need you`;
}

const details: Record<Failed['what'], (failed: Failed) => string> = {
	task: ({ agent }) => `${agent} could not finish this. You can have it tried again.`,
	failed: ({ task }) => `Approved, but it could not be carried out. Part of: ${task}`,
	needs_human: ({ task }) => `Somebody has to look before this goes on. Part of: ${task}`,
	workflow: ({ task }) => task
};

export function failedItems(failed: Failed[], origin: string, most: number): EmailItem[] {
	return failed.slice(0, most).map((one) => ({
		title: `${one.agent}: ${one.title}`,
		detail: details[one.what](one),
		href: addressOf(one, origin)
	}));
}

function addressOf({ what, id }: Failed, origin: string): string {
	if (what === 'task') return `${origin}/tasks/${id}`;
	return what === 'workflow' ? `${origin}/workflows/${id}` : itemAddress(origin, { kind: what, id });
}
