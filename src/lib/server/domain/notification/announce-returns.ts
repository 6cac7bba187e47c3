import type { Db } from '#server/ports/db.ts';
import { farthestHours } from './remind-of-expiry.ts';

/**
 * Says once of every snooze that it is over: one event for each task, which mails and open pages hear. A proposal
 * with a day left counts as reminded of that, for the mail that it is back says when it expires. Answers how many
 * items are back.
 */
export async function announceReturns({ db }: { db: Db }): Promise<number> {
	return (await actionsBack(db)) + (await resultsBack(db));
}

async function actionsBack(db: Db): Promise<number> {
	const [{ back }] = await db.$queryRaw<[{ back: number }]>`
		with due as (
			select a.workspace_id, a.id
			from actions a join tasks t on t.workspace_id = a.workspace_id and t.id = a.task_id
			where a.status = 'proposed' and a.snoozed_until <= now() and a.expires_at > now()
				and a.returned_from is distinct from a.snoozed_until
				and t.status in ('needs_review', 'approved')
			for update of a skip locked
		), marked as (
			update actions a set returned_from = a.snoozed_until, reminded_of = case
				when a.expires_at <= now() + make_interval(hours => ${farthestHours}::int) then a.expires_at
				else a.reminded_of end
			from due where a.workspace_id = due.workspace_id and a.id = due.id
			returning a.workspace_id, a.task_id, a.agent_id, a.id, a.title, a.snoozed_until
		), said as (
			insert into events (workspace_id, kind, task_id, agent_id, data)
			select workspace_id, 'action.returned', task_id, agent_id, jsonb_strip_nulls(jsonb_build_object(
				'title', case when count(*) = 1 then min(title) end, 'actions', count(*), 'actionIds', jsonb_agg(id)))
			from marked group by workspace_id, task_id, agent_id order by min(snoozed_until), task_id
		)
		select count(*)::int as back from marked`;
	return back;
}

async function resultsBack(db: Db): Promise<number> {
	const [{ back }] = await db.$queryRaw<[{ back: number }]>`
		with due as (
			select workspace_id, id from tasks
			where status = 'needs_review' and snoozed_until <= now() and proposals = 0
				and returned_from is distinct from snoozed_until
			for update skip locked
		), marked as (
			update tasks t set returned_from = t.snoozed_until
			from due where t.workspace_id = due.workspace_id and t.id = due.id
			returning t.workspace_id, t.id, t.agent_id, t.title, t.snoozed_until
		), said as (
			insert into events (workspace_id, kind, task_id, agent_id, data)
			select workspace_id, 'action.returned', id, agent_id, jsonb_build_object('title', title)
			from marked order by snoozed_until, id
		)
		select count(*)::int as back from marked`;
	return back;
}
