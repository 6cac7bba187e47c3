import { SvelteMap } from 'svelte/reactivity';
import type { InboxItem } from '../../schemas/inbox.ts';
import { whyNotChoose } from './bulk-summary.ts';
import { keyOf, type ItemKey } from './inbox-pages.ts';

export const mostAtOnce = 200;

/** Which items were picked to be decided together: open actions of one kind. */
export class Picked {
	readonly #items = new SvelteMap<ItemKey, InboxItem>();
	/** Where nothing can hover: a box beside every row, and a tap on a row is about its box. */
	choosing = $state(false);
	/** Why the last one was not picked, until another one is. */
	refused = $state('');
	#anchor: ItemKey | null = null;
	readonly #nounOf: (kind: string) => string;

	constructor(nounOf: (kind: string) => string) {
		this.#nounOf = nounOf;
	}

	readonly items = $derived.by(() => [...this.#items.values()]);
	readonly kind = $derived(this.items[0]?.kind ?? null);
	readonly picking = $derived(this.choosing || this.kind !== null);

	has(item: InboxItem): boolean {
		return this.#items.has(keyOf(item));
	}

	/** Null when it can be picked. */
	whyNot(item: InboxItem): string | null {
		if (this.has(item)) return null;
		if (this.items.length >= mostAtOnce) return `At most ${mostAtOnce} at once.`;
		return whyNotChoose(item, this.kind, this.kind ? this.#nounOf(this.kind) : '');
	}

	/** Answers why it was not done; null when it was. */
	toggle(item: InboxItem): string | null {
		const key = keyOf(item);
		const reason = this.whyNot(item);
		this.refused = reason ?? '';
		if (reason) return reason;
		if (!this.#items.delete(key)) this.#items.set(key, item);
		this.#anchor = key;
		return null;
	}

	/** Everything of the kind between the one picked last and this one. Answers how many were added. */
	extend(item: InboxItem, all: readonly InboxItem[]): number {
		const from = all.findIndex((one) => keyOf(one) === this.#anchor);
		const to = all.findIndex((one) => keyOf(one) === keyOf(item));
		if (from < 0 || to < 0) return this.toggle(item) === null ? 1 : 0;
		const before = this.items.length;
		for (const one of all.slice(Math.min(from, to), Math.max(from, to) + 1)) {
			if (this.whyNot(one) === null) this.#items.set(keyOf(one), one);
		}
		return this.items.length - before;
	}

	/** These are decided; with the last of them the choosing ends. */
	remove(keys: readonly ItemKey[]): void {
		for (const key of keys) this.#items.delete(key);
		if (this.#items.size === 0) this.clear();
	}

	clear(): void {
		this.#items.clear();
		this.choosing = false;
		this.refused = '';
		this.#anchor = null;
	}
}
