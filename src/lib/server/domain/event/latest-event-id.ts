import type { Db } from '#server/ports.ts';
import type { Actor } from '../actor.ts';

/** Where a page that is loaded now stands; `0` before anything has happened. */
export async function latestEventId(deps: { db: Db }, actor: Actor): Promise<string> {
	const last = await deps.db.event.findFirst({
		where: { workspaceId: actor.workspaceId },
		orderBy: { id: 'desc' },
		select: { id: true }
	});
	return String(last?.id ?? 0);
}
