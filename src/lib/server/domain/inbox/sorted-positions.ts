import type { InboxSort } from '#lib/schemas/inbox.ts';
import { DomainError } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import type { Filter } from './action-positions.ts';

export type SortedPlace = { type: 'action' | 'result'; id: string; key: string };

/**
 * What waits, in an order that has no index of its own: it costs what waits, and a page of it goes on where the one
 * before ended. A result does not expire, so it comes last then.
 */
export function sortedPositions(
	db: Db,
	{ workspaceId, agentId, kind, pattern }: Filter,
	sort: Exclude<InboxSort, 'newest'>,
	from: { key: string; id: string } | null,
	limit: number
): Promise<SortedPlace[]> {
	return db.$queryRaw<SortedPlace[]>`
		select type, id, key from (
			select 'action' as type, a.id, case ${sort}
					when 'oldest' then to_char(greatest(a.created_at, a.snoozed_until) at time zone 'UTC', 'YYYYMMDDHH24MISSMS')
					when 'expiring' then to_char(a.expires_at at time zone 'UTC', 'YYYYMMDDHH24MISSMS')
					else lower(g.name) || a.agent_id end collate "C" as key
			from actions a join agents g on g.workspace_id = a.workspace_id and g.id = a.agent_id
			where a.workspace_id = ${workspaceId}::uuid and a.status = 'proposed' and ${kind}::text is distinct from 'result'
				and a.expires_at > now() + interval '1 day' and (a.snoozed_until is null or a.snoozed_until <= now())
				and (${agentId}::uuid is null or a.agent_id = ${agentId}::uuid)
				and (${kind}::text is null or a.kind = ${kind})
				and (${pattern}::text is null or a.title ilike ${pattern} or a.snippet ilike ${pattern}
					or array_to_string(a.targets, ' ') ilike ${pattern})
			union all
			select 'result', t.id, case ${sort}
					when 'oldest' then to_char(greatest(t.updated_at, t.snoozed_until) at time zone 'UTC', 'YYYYMMDDHH24MISSMS')
					when 'expiring' then '99991231'
					else lower(g.name) || t.agent_id end collate "C" as key
			from tasks t join agents g on g.workspace_id = t.workspace_id and g.id = t.agent_id
			where t.workspace_id = ${workspaceId}::uuid and t.status = 'needs_review' and t.proposals = 0
				and (${kind}::text is null or ${kind} = 'result') and (t.snoozed_until is null or t.snoozed_until <= now())
				and (${agentId}::uuid is null or t.agent_id = ${agentId}::uuid)
				and (${pattern}::text is null or t.title ilike ${pattern})
		) waiting
		where ${from === null} or (key, id) > (${from?.key ?? ''} collate "C", ${from?.id ?? null}::uuid)
		order by key, id limit ${limit}`;
}

/** Opaque to clients, like those of the other lists. */
export function sortedCursor({ key, id }: SortedPlace): string {
	return Buffer.from(`${id}${key}`).toString('base64url');
}

/** Throws `invalid_input` for one that is not ours. */
export function readSortedCursor(cursor: string | undefined): { key: string; id: string } | null {
	if (cursor === undefined) return null;
	const text = Buffer.from(cursor, 'base64url').toString();
	const id = text.slice(0, 36);
	if (!/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) || text.includes('\0'))
		throw new DomainError('invalid_input', 'This page cannot be found. Please start from the first one.');
	return { id, key: text.slice(36) };
}
