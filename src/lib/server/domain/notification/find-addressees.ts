import { rolesWith } from '#lib/access.ts';
import { kindsWhere, type MailReason } from '#lib/events.ts';
import type { Tx } from '#server/ports/db.ts';

/** What one member has to be told of, in the order it happened. */
export type Told = { workspaceId: string; userId: string; kind: MailReason; eventIds: string[] };

/**
 * Who has to be told at once of what happened after `from`, without what they were told before: whoever may review, of
 * work that waits, is back or expires soon; owners and admins, of what went wrong; whoever gave a task, of its failure;
 * whoever pays, of their money, also if they want the rest once a day. Nobody hears of what they did themselves, or of
 * what was before they came.
 */
export async function findAddressees(tx: Tx, from: bigint): Promise<Told[]> {
	const candidates = await tx.$queryRaw<Told[]>`
		select e.workspace_id as "workspaceId", m.user_id as "userId", reason.kind,
			array_agg(e.id::text order by e.id) as "eventIds"
		from events e
		join (values
			('review', ${kindsThatTell('review')}::text[], ${rolesWith('review work')}::text[]),
			('expiring', ${kindsThatTell('expiring')}::text[], ${rolesWith('review work')}::text[]),
			('failure', ${kindsThatTell('failure')}::text[], ${rolesWith('manage agents')}::text[]),
			('reconnect', ${kindsThatTell('reconnect')}::text[], ${rolesWith('manage connections')}::text[]),
			('billing', ${kindsThatTell('billing')}::text[], ${rolesWith('manage billing')}::text[])
		) reason(kind, events, roles) on e.kind = any(reason.events)
		join memberships m on m.workspace_id = e.workspace_id
		left join tasks t on t.workspace_id = e.workspace_id and t.id = e.task_id
		where e.id > ${from} and (m.mail_preference = 'immediately' or reason.kind = 'billing' and m.mail_preference = 'daily')
			and e.actor_id is distinct from m.user_id and e.created_at >= m.created_at
			and t.type is distinct from 'demo' and not coalesce(t.dry_run, false)
			and not coalesce((e.data ->> 'byRule')::boolean, false)
			and (
				m.role = any(reason.roles)
				or (reason.kind = 'failure' and t.created_by_id = m.user_id)
			)
		group by 1, 2, 3`;
	if (candidates.length === 0) return [];
	const known = await toldBefore(tx, from, candidates);
	return candidates
		.map((told) => ({ ...told, eventIds: told.eventIds.filter((id) => !known.has(keyOf(told, id))) }))
		.filter(({ eventIds }) => eventIds.length > 0);
}

function kindsThatTell(reason: MailReason): string[] {
	return kindsWhere(({ tells }) => tells === reason);
}

async function toldBefore(tx: Tx, from: bigint, candidates: Told[]): Promise<Set<string>> {
	const workspaces = [...new Set(candidates.map(({ workspaceId }) => workspaceId))];
	const rows = await tx.$queryRaw<(Omit<Told, 'eventIds'> & { eventId: string })[]>`
		select n.workspace_id as "workspaceId", n.user_id as "userId", n.kind, told.id as "eventId"
		from notifications n cross join jsonb_array_elements_text(n.data -> 'events') told(id)
		where n.workspace_id = any(${workspaces}::uuid[]) and n.kind <> 'digest' and told.id::bigint > ${from}`;
	return new Set(rows.map((row) => keyOf(row, row.eventId)));
}

function keyOf({ workspaceId, userId, kind }: Omit<Told, 'eventIds'>, eventId: string): string {
	return [workspaceId, userId, kind, eventId].join(' ');
}
