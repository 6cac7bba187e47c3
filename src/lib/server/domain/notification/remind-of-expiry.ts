import type { Db } from '#server/ports/db.ts';

/**
 * How long before a proposal expires its reviewers are reminded; of one that lives shorter, in the middle of its life.
 * A life begins when a snooze ends, so nobody is reminded of what is still put off.
 */
export const leadHours = 24;
/** What is due a quarter of that later comes along, so that a morning's proposals are not one mail each. */
const along = 1.25;
/** Nothing that expires later than this can be due. */
export const farthestHours = leadHours * along;

/**
 * Says once of every proposal, and of every expiry that it has, that it waits for its last day: one event for each
 * task, which mails and open pages hear. What is decided, put off or over by then is left out; what was missed while
 * nothing ran is caught up with. Marking and saying are one statement, so they happen both or not at all, and whoever
 * does the same at the same time finds nothing more to do. Answers how many proposals there were.
 */
export async function remindOfExpiry({ db }: { db: Db }): Promise<number> {
	const [{ reminded }] = await db.$queryRaw<[{ reminded: number }]>`
		with near as materialized (
			select a.workspace_id, a.id, a.expires_at, a.expires_at - now() as left_to_decide,
				least(make_interval(hours => ${leadHours}::int),
					(a.expires_at - greatest(a.asked_at, a.snoozed_until)) / 2) as lead
			from actions a
			where a.status = 'proposed' and a.expires_at > now()
				and a.expires_at <= now() + make_interval(hours => ${farthestHours}::int)
				and a.reminded_of is distinct from a.expires_at
		), due as (
			select a.workspace_id, a.id
			from near n
			join actions a on a.workspace_id = n.workspace_id and a.id = n.id
			join tasks t on t.workspace_id = a.workspace_id and t.id = a.task_id
			where n.left_to_decide <= n.lead * ${along}::float8
				and n.workspace_id in (select workspace_id from near where left_to_decide <= lead)
				and t.status in ('needs_review', 'approved')
				and a.status = 'proposed' and a.expires_at = n.expires_at
				and a.reminded_of is distinct from a.expires_at
			for update of a skip locked
		), marked as (
			update actions a set reminded_of = a.expires_at
			from due where a.workspace_id = due.workspace_id and a.id = due.id
			returning a.workspace_id, a.task_id, a.agent_id, a.id, a.title, a.expires_at
		), said as (
			insert into events (workspace_id, kind, task_id, agent_id, data)
			select workspace_id, 'action.expiring', task_id, agent_id, jsonb_strip_nulls(jsonb_build_object(
				'title', case when count(*) = 1 then min(title) end, 'actions', count(*), 'actionIds', jsonb_agg(id)))
			from marked group by workspace_id, task_id, agent_id order by min(expires_at), task_id
		)
		select count(*)::int as reminded from marked`;
	return reminded;
}
