import type { InboxGroup } from '#lib/schemas/inbox.ts';
import type { Places, Row } from './action-positions.ts';

/**
 * Tasks that propose no action: a person reads the result and decides on the whole. There are none among what expires,
 * for only proposals do, and none among what needs attention, for nothing of them is carried out.
 */
export const resultPositions: Partial<Record<InboxGroup, Places>> = {
	waiting: (db, { workspaceId, agentId, pattern }, from, limit) => db.$queryRaw<Row[]>`
		select t.id, greatest(t.updated_at, t.snoozed_until) as at from tasks t
		where t.workspace_id = ${workspaceId}::uuid and t.status = 'needs_review' and t.proposals = 0
			and (greatest(t.updated_at, t.snoozed_until), t.id)
				< (least(${from.at}::timestamptz, now() + interval '1 minute'), ${from.id}::uuid)
			and (t.snoozed_until is null or t.snoozed_until <= now())
			and (${agentId}::uuid is null or t.agent_id = ${agentId}::uuid)
			and (${pattern}::text is null or t.title ilike ${pattern})
		order by greatest(t.updated_at, t.snoozed_until) desc, t.id desc limit ${limit}`,

	snoozed: (db, { workspaceId, agentId, pattern }, from, limit) => db.$queryRaw<Row[]>`
		select t.id, t.snoozed_until as at from tasks t
		where t.workspace_id = ${workspaceId}::uuid and t.status = 'needs_review' and t.snoozed_until is not null
			and t.proposals = 0 and t.snoozed_until > now()
			and (t.snoozed_until, t.id) > (${from.at}::timestamptz, ${from.id}::uuid)
			and (${agentId}::uuid is null or t.agent_id = ${agentId}::uuid)
			and (${pattern}::text is null or t.title ilike ${pattern})
		order by t.snoozed_until, t.id limit ${limit}`,

	// "offset 0" keeps the questions about each review where they are: as joins, they read everything for one page.
	decided: (db, { workspaceId, agentId, pattern }, from, limit) => db.$queryRaw<Row[]>`
		select r.task_id as id, r.created_at as at from reviews r
		where r.workspace_id = ${workspaceId}::uuid and r.action_id is null and r.undone_at is null
			and r.decision in ('approve', 'reject') and r.created_at > now() - interval '30 days'
			and (r.created_at, r.task_id) < (${from.at}::timestamptz, ${from.id}::uuid)
			and not exists (
				select 1 from actions a
				where a.workspace_id = r.workspace_id and a.task_id = r.task_id and a.run_id = r.run_id offset 0
			)
			and ((${agentId}::uuid is null and ${pattern}::text is null) or exists (
				select 1 from tasks t
				where t.workspace_id = r.workspace_id and t.id = r.task_id
					and (${agentId}::uuid is null or t.agent_id = ${agentId}::uuid)
					and (${pattern}::text is null or t.title ilike ${pattern}) offset 0
			))
		order by r.created_at desc, r.task_id desc limit ${limit}`
};
