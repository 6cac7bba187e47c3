import type { InboxGroup } from '#lib/schemas/inbox.ts';
import type { Db } from '#server/ports/db.ts';
import type { From } from './inbox-order.ts';

export type Filter = {
	workspaceId: string;
	agentId: string | null;
	kind: string | null;
	/** For `ilike`. */
	pattern: string | null;
};
export type Row = { id: string; at: Date };
export type Places = (db: Db, filter: Filter, from: From, limit: number) => Promise<Row[]>;

/*
 * One query a group, each along an index of its own in the order in which it is shown: a page costs the rows of a
 * page, however many wait. The filters are the same everywhere; Prisma has no pieces of queries that domain may use.
 * What is still put off stands first in the index of what waits, so a first page begins after it.
 */
export const actionPositions: Record<InboxGroup, Places> = {
	waiting: (db, { workspaceId, agentId, kind, pattern }, from, limit) => db.$queryRaw<Row[]>`
		select a.id, greatest(a.created_at, a.snoozed_until) as at from actions a
		where a.workspace_id = ${workspaceId}::uuid and a.status = 'proposed'
			and (greatest(a.created_at, a.snoozed_until), a.id)
				< (least(${from.at}::timestamptz, now() + interval '1 minute'), ${from.id}::uuid)
			and a.expires_at > now() + interval '1 day' and (a.snoozed_until is null or a.snoozed_until <= now())
			and (${agentId}::uuid is null or a.agent_id = ${agentId}::uuid)
			and (${kind}::text is null or a.kind = ${kind})
			and (${pattern}::text is null or a.title ilike ${pattern} or a.snippet ilike ${pattern}
				or array_to_string(a.targets, ' ') ilike ${pattern})
		order by greatest(a.created_at, a.snoozed_until) desc, a.id desc limit ${limit}`,

	expiring: (db, { workspaceId, agentId, kind, pattern }, from, limit) => db.$queryRaw<Row[]>`
		select a.id, a.expires_at as at from actions a
		where a.workspace_id = ${workspaceId}::uuid and a.status = 'proposed'
			and (a.expires_at, a.id) > (${from.at}::timestamptz, ${from.id}::uuid)
			and a.expires_at <= now() + interval '1 day' and (a.snoozed_until is null or a.snoozed_until <= now())
			and (${agentId}::uuid is null or a.agent_id = ${agentId}::uuid)
			and (${kind}::text is null or a.kind = ${kind})
			and (${pattern}::text is null or a.title ilike ${pattern} or a.snippet ilike ${pattern}
				or array_to_string(a.targets, ' ') ilike ${pattern})
		order by a.expires_at, a.id limit ${limit}`,

	snoozed: (db, { workspaceId, agentId, kind, pattern }, from, limit) => db.$queryRaw<Row[]>`
		select a.id, a.snoozed_until as at from actions a
		where a.workspace_id = ${workspaceId}::uuid and a.status = 'proposed' and a.snoozed_until is not null
			and a.snoozed_until > now() and (a.snoozed_until, a.id) > (${from.at}::timestamptz, ${from.id}::uuid)
			and (${agentId}::uuid is null or a.agent_id = ${agentId}::uuid)
			and (${kind}::text is null or a.kind = ${kind})
			and (${pattern}::text is null or a.title ilike ${pattern} or a.snippet ilike ${pattern}
				or array_to_string(a.targets, ' ') ilike ${pattern})
		order by a.snoozed_until, a.id limit ${limit}`,

	attention: (db, { workspaceId, agentId, kind, pattern }, from, limit) => db.$queryRaw<Row[]>`
		select a.id, a.decided_at as at from actions a
		where a.workspace_id = ${workspaceId}::uuid
			and (a.status in ('needs_human', 'failed') or (a.status in ('approved', 'unknown') and a.wait_reason in ('connect', 'reauth')))
			and (a.status <> 'failed'
				or (a.finished_at > now() - interval '7 days' and a.error_code is distinct from 'dropped'))
			and (a.decided_at, a.id) < (${from.at}::timestamptz, ${from.id}::uuid)
			and (${agentId}::uuid is null or a.agent_id = ${agentId}::uuid)
			and (${kind}::text is null or a.kind = ${kind})
			and (${pattern}::text is null or a.title ilike ${pattern} or a.snippet ilike ${pattern}
				or array_to_string(a.targets, ' ') ilike ${pattern})
		order by a.decided_at desc, a.id desc limit ${limit}`,

	decided: (db, { workspaceId, agentId, kind, pattern }, from, limit) => db.$queryRaw<Row[]>`
		select a.id, a.decided_at as at from actions a
		where a.workspace_id = ${workspaceId}::uuid and a.status <> 'proposed' and a.status <> 'needs_human'
			and a.decided_at > now() - interval '30 days'
			and (a.decided_at, a.id) < (${from.at}::timestamptz, ${from.id}::uuid)
			and not (a.status in ('approved', 'unknown') and coalesce(a.wait_reason, '') in ('connect', 'reauth'))
			and not (a.status = 'failed' and a.error_code is distinct from 'dropped'
				and a.finished_at > now() - interval '7 days')
			and (${agentId}::uuid is null or a.agent_id = ${agentId}::uuid)
			and (${kind}::text is null or a.kind = ${kind})
			and (${pattern}::text is null or a.title ilike ${pattern} or a.snippet ilike ${pattern}
				or array_to_string(a.targets, ' ') ilike ${pattern})
		order by a.decided_at desc, a.id desc limit ${limit}`
};
