import type { InboxGroup } from '#lib/schemas/inbox.ts';
import { DomainError } from '#server/errors.ts';

/** Where an item stands in its group. */
export type Place = { type: 'action' | 'result'; id: string; at: Date };

/** What comes soonest is first where something is about to happen, else what came last. */
export const soonestFirst: ReadonlySet<InboxGroup> = new Set(['expiring', 'snoozed']);

/** Where a page begins, as Postgres reads it; the ends of time and of all ids are before the first item. */
export type From = { at: string; id: string };

export function firstOf(group: InboxGroup): From {
	return soonestFirst.has(group)
		? { at: '-infinity', id: '00000000-0000-0000-0000-000000000000' }
		: { at: 'infinity', id: 'ffffffff-ffff-ffff-ffff-ffffffffffff' };
}

const separator = '_';

/** Opaque to clients: the place of the last item of a page. */
export function cursorOf({ at, id }: Place): string {
	return Buffer.from(`${at.toISOString()}${separator}${id}`).toString('base64url');
}

const Position = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z_[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Throws `invalid_input` for one that is not ours. */
export function readCursor(cursor: string | undefined, group: InboxGroup): From {
	if (cursor === undefined) return firstOf(group);
	const text = Buffer.from(cursor, 'base64url').toString();
	const [at = '', id = ''] = text.split(separator);
	if (!Position.test(text) || Number.isNaN(Date.parse(at))) {
		throw new DomainError('invalid_input', 'This page cannot be found. Please start from the first one.');
	}
	return { at, id };
}

/** The first `limit` of two lists that are in the group's order already. */
export function merge(group: InboxGroup, places: Place[], limit: number): Place[] {
	const sign = soonestFirst.has(group) ? 1 : -1;
	return places
		.toSorted((one, other) => sign * (Number(one.at) - Number(other.at) || (one.id < other.id ? -1 : 1)))
		.slice(0, limit);
}
