import { SvelteMap } from 'svelte/reactivity';
import type { InboxItem } from '#lib/schemas/inbox.ts';
import { isOpen, keyOf, type ItemKey } from './inbox-pages.ts';

/** The items that a review moves between, and what becomes of those that were decided here. */
export type ItemList = {
	readonly items: readonly InboxItem[];
	/** Decided here, before the server has said so. */
	take(items: readonly InboxItem[]): void;
	giveBack(keys: readonly ItemKey[]): void;
	isGone(item: InboxItem): boolean;
	/** What is looked at when the item at this place was decided; null for nothing. */
	next(at: number): InboxItem | null;
};

/** What one task proposes: it stays where it is when it is decided, and says what became of it. */
export class TaskItems implements ItemList {
	/** As it stood when it was decided: what has changed since, such as by a snooze, can be decided again. */
	readonly #gone = new SvelteMap<ItemKey, string>();
	readonly #given: () => readonly InboxItem[];

	constructor(given: () => readonly InboxItem[]) {
		this.#given = given;
	}

	get items(): readonly InboxItem[] {
		return this.#given();
	}

	take(items: readonly InboxItem[]): void {
		for (const item of items) this.#gone.set(keyOf(item), standing(item));
	}

	giveBack(keys: readonly ItemKey[]): void {
		for (const key of keys) this.#gone.delete(key);
	}

	isGone(item: InboxItem): boolean {
		return isOpen(item) && this.#gone.get(keyOf(item)) === standing(item);
	}

	next(at: number): InboxItem | null {
		const open = (item: InboxItem) => isOpen(item) && !this.isGone(item);
		return this.items.slice(at).find(open) ?? this.items.find(open) ?? this.items[at] ?? null;
	}
}

function standing({ runId, snoozedUntil }: InboxItem): string {
	return `${runId} ${snoozedUntil}`;
}
