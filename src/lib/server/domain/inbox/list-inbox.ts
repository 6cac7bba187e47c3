import type { InboxItem, InboxQuery } from '#lib/schemas/inbox.ts';
import type { Clock, Db } from '#server/ports.ts';
import type { Actor } from '../actor.ts';
import { actionPlaces, type Filter } from './action-places.ts';
import { inboxItems } from './inbox-item.ts';
import { cursorOf, merge, readCursor, type Place } from './inbox-order.ts';
import { resultPlaces } from './result-places.ts';

type Query = InboxQuery;

/**
 * One group of the inbox, a keyset page at a time: first where its items stand, then the items of the page alone.
 * Throws `invalid_input` for a cursor that is none.
 */
export async function listInbox(
	deps: { db: Db; clock: Clock },
	actor: Actor,
	query: Query
): Promise<{ items: InboxItem[]; nextCursor: string | null }> {
	const places = await placesOf(deps.db, actor, query);
	const shown = places.slice(0, query.limit);
	const idsOf = (type: Place['type']) => shown.filter((place) => place.type === type).map(({ id }) => id);
	const ids = { actions: idsOf('action'), results: idsOf('result') };
	const items = await inboxItems(deps.db, actor.workspaceId, ids, deps.clock.now());
	const last = shown.at(-1);
	return {
		// One that was decided between the two readings is shown where it stood, and with what became of it.
		items: shown.flatMap(({ id }) => items.get(id) ?? []).map((item) => ({ ...item, group: query.group })),
		nextCursor: places.length > query.limit && last ? cursorOf(last) : null
	};
}

async function placesOf(db: Db, actor: Actor, query: Query): Promise<Place[]> {
	const { group, kind, limit } = query;
	const from = readCursor(query.cursor, group);
	const filter: Filter = {
		workspaceId: actor.workspaceId,
		agentId: query.agentId ?? null,
		kind: kind ?? null,
		pattern: query.q ? `%${query.q.replace(/[\\%_]/g, '\\$&')}%` : null
	};
	const actions = kind === 'result' ? [] : await actionPlaces[group](db, filter, from, limit + 1);
	const results =
		kind && kind !== 'result' ? [] : ((await resultPlaces[group]?.(db, filter, from, limit + 1)) ?? []);
	const places = [
		...actions.map((row) => ({ ...row, type: 'action' as const })),
		...results.map((row) => ({ ...row, type: 'result' as const }))
	];
	return merge(group, places, limit + 1);
}
