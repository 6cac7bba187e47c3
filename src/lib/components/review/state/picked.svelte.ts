import { SvelteMap } from 'svelte/reactivity';
import type { InboxItem } from '#lib/schemas/inbox.ts';
import { whyNotChoose } from '../bulk/bulk-summary.ts';
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

	/** A click on its box; with the list, everything from the one picked last to this one. */
	pick(item: InboxItem, range: readonly InboxItem[]): void {
		if (range.length > 0) this.#extend(item, range);
		else this.toggle(item);
	}

	/** In or out; `refused` says why when it stays out. */
	toggle(item: InboxItem): void {
		const key = keyOf(item);
		this.refused = this.whyNot(item) ?? '';
		if (this.refused) return;
		if (!this.#items.delete(key)) this.#items.set(key, item);
		this.#anchor = key;
	}

	/** Everything of the kind between the one picked last and this one. */
	#extend(item: InboxItem, all: readonly InboxItem[]): void {
		const from = all.findIndex((one) => keyOf(one) === this.#anchor);
		const to = all.findIndex((one) => keyOf(one) === keyOf(item));
		if (from < 0 || to < 0) return this.toggle(item);
		this.addAll(all.slice(Math.min(from, to), Math.max(from, to) + 1));
	}

	/** Those of them that may be decided together with what is picked already. */
	addable(all: readonly InboxItem[]): InboxItem[] {
		return all.filter((item) => !this.has(item) && this.whyNot(item) === null);
	}

	addAll(all: readonly InboxItem[]): void {
		for (const item of all) if (this.whyNot(item) === null) this.#items.set(keyOf(item), item);
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
