import type { InboxItem, InboxQuery } from '#lib/schemas/inbox.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Db } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { actionPositions, type Filter } from './action-positions.ts';
import { inboxItems } from './inbox-item.ts';
import { cursorOf, merge, readCursor, type Place } from './inbox-order.ts';
import { readSortedCursor, sortedCursor, sortedPositions, type SortedPlace } from './sorted-positions.ts';
import { resultPositions } from './result-positions.ts';

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
	authorise(actor, 'view');
	const { places, cursorAt } = await pageOf(deps.db, actor, query);
	const shown = places.slice(0, query.limit);
	const idsOf = (type: Position['type']) => shown.filter((place) => place.type === type).map(({ id }) => id);
	const ids = { actions: idsOf('action'), results: idsOf('result') };
	const items = await inboxItems(deps.db, actor.workspaceId, ids, deps.clock.now());
	const last = shown.at(-1);
	return {
		// One that was decided between the two readings is shown where it stood, and with what became of it.
		items: shown.flatMap(({ id }) => items.get(id) ?? []).map((item) => ({ ...item, group: query.group })),
		nextCursor: places.length > query.limit && last ? cursorAt(last) : null
	};
}

type Position = { type: 'action' | 'result'; id: string };
type Page = { places: Position[]; cursorAt: (last: Position) => string };

async function pageOf(db: Db, actor: Actor, query: Query): Promise<Page> {
	const { group, sort = 'newest', limit } = query;
	const filter: Filter = {
		workspaceId: actor.workspaceId,
		agentId: query.agentId ?? null,
		kind: query.kind ?? null,
		pattern: query.q ? `%${query.q.replace(/[\\%_]/g, '\\$&')}%` : null
	};
	if (group === 'waiting' && sort !== 'newest') {
		const from = readSortedCursor(query.cursor);
		const places = await sortedPositions(db, filter, sort, from, limit + 1);
		return { places, cursorAt: (last) => sortedCursor(last as SortedPlace) };
	}
	return { places: await placesOf(db, filter, query), cursorAt: (last) => cursorOf(last as Place) };
}

async function placesOf(db: Db, filter: Filter, query: Query): Promise<Place[]> {
	const { group, kind, limit } = query;
	const from = readCursor(query.cursor, group);
	const actions = kind === 'result' ? [] : await actionPositions[group](db, filter, from, limit + 1);
	const results =
		kind && kind !== 'result' ? [] : ((await resultPositions[group]?.(db, filter, from, limit + 1)) ?? []);
	const places = [
		...actions.map((row) => ({ ...row, type: 'action' as const })),
		...results.map((row) => ({ ...row, type: 'result' as const }))
	];
	return merge(group, places, limit + 1);
}
