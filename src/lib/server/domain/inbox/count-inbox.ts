import type { InboxCounts } from '#lib/schemas/inbox.ts';
import type { Db } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';

/** What the navigation shows; each count stops at 1,000, so that it costs the same however much waits. */
export async function countInbox(deps: { db: Db }, actor: Actor): Promise<InboxCounts> {
	authorise(actor, 'view');
	const workspaceId = actor.workspaceId;
	const [row] = await deps.db.$queryRaw<[Omit<InboxCounts, 'open'>]>`
		select
			(select count(*)::int from (
				select 1 from actions a where a.workspace_id = ${workspaceId}::uuid
					and (a.status in ('needs_human', 'failed')
						or (a.status in ('approved', 'unknown') and a.wait_reason in ('connect', 'reauth')))
					and (a.status <> 'failed'
						or (a.finished_at > now() - interval '7 days' and a.error_code is distinct from 'dropped'))
				limit 1000) few) as attention,
			(select count(*)::int from (
				select 1 from actions a where a.workspace_id = ${workspaceId}::uuid and a.status = 'proposed'
					and a.expires_at <= now() + interval '1 day' and (a.snoozed_until is null or a.snoozed_until <= now())
				limit 1000) few) as expiring,
			(select count(*)::int from (
				(select 1 from actions a where a.workspace_id = ${workspaceId}::uuid and a.status = 'proposed'
					and a.expires_at > now() + interval '1 day' and (a.snoozed_until is null or a.snoozed_until <= now())
				limit 1000)
				union all
				(select 1 from tasks t where t.workspace_id = ${workspaceId}::uuid and t.status = 'needs_review'
					and t.proposals = 0 and (t.snoozed_until is null or t.snoozed_until <= now())
				limit 1000) limit 1000) few) as waiting,
			(select count(*)::int from (
				(select 1 from actions a where a.workspace_id = ${workspaceId}::uuid and a.status = 'proposed'
					and a.snoozed_until is not null and a.snoozed_until > now() limit 1000)
				union all
				(select 1 from tasks t where t.workspace_id = ${workspaceId}::uuid and t.status = 'needs_review'
					and t.proposals = 0 and t.snoozed_until is not null and t.snoozed_until > now() limit 1000)
				limit 1000) few) as snoozed`;
	return { ...row, open: row.attention + row.expiring + row.waiting };
}
