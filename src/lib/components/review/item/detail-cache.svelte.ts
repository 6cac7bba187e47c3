import { SvelteMap, SvelteSet } from 'svelte/reactivity';
import { refusalOf } from '#lib/refusal.ts';
import type { InboxDetail } from '#lib/schemas/inbox.ts';
import type { ItemKey } from '../state/inbox-pages.ts';

/** More than anybody goes back and forth between. */
const kept = 40;

/** What is known of items: neighbours are read ahead, so that moving shows the next one at once. */
export class DetailCache {
	readonly #known = new SvelteMap<ItemKey, InboxDetail>();
	readonly #problems = new SvelteMap<ItemKey, { code: string; message: string }>();
	readonly #under = new SvelteMap<ItemKey, Promise<void>>();
	readonly #stale = new SvelteSet<ItemKey>();
	readonly #read: (key: ItemKey) => Promise<InboxDetail>;

	constructor(read: (key: ItemKey) => Promise<InboxDetail>) {
		this.#read = read;
	}

	get(key: ItemKey | null): InboxDetail | undefined {
		return key ? this.#known.get(key) : undefined;
	}

	/** Why an item cannot be shown: `not_found`, `unreachable`. */
	problem(key: ItemKey | null) {
		return key ? this.#problems.get(key) : undefined;
	}

	put(key: ItemKey, detail: InboxDetail): void {
		this.#stale.delete(key);
		this.#problems.delete(key);
		this.#known.delete(key);
		this.#known.set(key, detail);
		const [oldest] = this.#known.keys();
		if (this.#known.size > kept && oldest) this.#known.delete(oldest);
	}

	/** It is known not to be there. */
	miss(key: ItemKey): void {
		this.#problems.set(key, { code: 'not_found', message: '' });
	}

	/** Reads it unless it is known and fresh. What is known is shown meanwhile. */
	async want(key: ItemKey): Promise<void> {
		const settled = this.#known.has(key) || this.#problems.get(key)?.code === 'not_found';
		if (settled && !this.#stale.has(key)) return;
		const reading = this.#under.get(key) ?? this.#readNow(key);
		this.#under.set(key, reading);
		await reading;
	}

	/** Something has changed: everything is read again when it is wanted next. */
	expire(): void {
		for (const key of this.#known.keys()) this.#stale.add(key);
	}

	async again(key: ItemKey): Promise<void> {
		// What is being read now may have been asked before the change, and calls itself fresh when it arrives.
		await this.#under.get(key);
		this.#stale.add(key);
		await this.want(key);
	}

	async #readNow(key: ItemKey): Promise<void> {
		try {
			this.put(key, await this.#read(key));
		} catch (error) {
			const { code, message } = refusalOf(error);
			// Offline, what is known stays; what is gone does not.
			if (code === 'not_found') this.#known.delete(key);
			this.#problems.set(key, { code, message });
		} finally {
			this.#under.delete(key);
		}
	}
}
