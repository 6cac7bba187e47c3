import type { Db } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';

/** Where a page that is loaded now stands; `0` before anything has happened. */
export async function latestEventId(deps: { db: Db }, actor: Actor): Promise<string> {
	authorise(actor, 'view');
	const [last] = await deps.db.$queryRaw<{ id: bigint }[]>`
		select id from events where workspace_id = ${actor.workspaceId}::uuid order by id desc limit 1`;
	return String(last?.id ?? 0);
}
