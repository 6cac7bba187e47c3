import type { InboxItem } from '#lib/schemas/inbox.ts';

export type ItemKey = `${InboxItem['type']}:${string}`;
export type InboxPage = { items: InboxItem[]; nextCursor: string | null };

export function keyOf({ type, id }: Pick<InboxItem, 'type' | 'id'>): ItemKey {
	return `${type}:${id}`;
}

/** Still to be decided, so it belongs to the list until somebody does. */
export function isOpen({ status }: Pick<InboxItem, 'status'>): boolean {
	return status === 'proposed' || status === 'needs_review';
}

/** A first page and what was read after it. */
export function joined(first: InboxPage, tail: InboxPage | undefined): InboxPage {
	if (!tail || !first.nextCursor) return first;
	return { items: [...first.items, ...without(tail.items, first.items)], nextCursor: tail.nextCursor };
}

export function without(items: readonly InboxItem[], others: readonly InboxItem[]): InboxItem[] {
	const known = new Set(others.map(keyOf));
	return items.filter((item) => !known.has(keyOf(item)));
}

/** What one version of a task's work proposes stands together and in its order, where the first of it stands. */
export function inTasks(items: readonly InboxItem[]): InboxItem[] {
	const runs = Map.groupBy(items, ({ runId, id }) => runId ?? id);
	return [...runs.values()].flatMap((own) => own.toSorted((one, other) => one.position - other.position));
}

/** Those of the keys that no page has among what is still open. */
export function inNone(keys: Iterable<ItemKey>, pages: readonly InboxPage[]): ItemKey[] {
	const open = new Set(pages.flatMap(({ items }) => items.filter(isOpen).map(keyOf)));
	return [...keys].filter((key) => !open.has(key));
}
