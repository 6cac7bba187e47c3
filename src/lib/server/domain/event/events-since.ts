import { EventKind, type LiveEvent } from '#lib/schemas/event.ts';
import type { Db } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';

/** A transaction that took its id early may commit late, so the last seconds before `id` are read again. */
const overlapSeconds = 30;
const limit = 500;

/**
 * What was written after the event `lastEventId`, with a little of what came before it: hearing of an event
 * twice only loads a page twice. Null when there is more than a page should replay.
 */
export async function eventsSince(
	deps: { db: Db },
	actor: Actor,
	lastEventId: string
): Promise<LiveEvent[] | null> {
	authorise(actor, 'view');
	const rows = await deps.db.$queryRaw<
		{ id: bigint; kind: string; task_id: string | null; agent_id: string | null }[]
	>`
		select e.id, e.kind, e.task_id, e.agent_id from events e
		where e.workspace_id = ${actor.workspaceId}::uuid and e.id <> ${lastEventId}::bigint
			and (e.id > ${lastEventId}::bigint or e.created_at > (
				select last.created_at - make_interval(secs => ${overlapSeconds}) from events last
				where last.workspace_id = e.workspace_id and last.id = ${lastEventId}::bigint
			))
		order by e.id limit ${limit}`;
	if (rows.length === limit) return null;
	return rows.map((row) => ({
		id: String(row.id),
		kind: EventKind.parse(row.kind),
		taskId: row.task_id,
		agentId: row.agent_id
	}));
}
