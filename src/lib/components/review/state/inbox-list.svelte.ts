import { SvelteMap } from 'svelte/reactivity';
import type { InboxGroup, InboxItem } from '#lib/schemas/inbox.ts';
import type { ItemList } from './task-items.svelte.ts';
import {
	inNone,
	inTasks,
	isOpen,
	joined,
	keyOf,
	without,
	type InboxPage,
	type ItemKey
} from './inbox-pages.ts';

export type Section = { group: InboxGroup; page: InboxPage };
export type ReadSection = (query: { group: InboxGroup; cursor: string; limit: number }) => Promise<InboxPage>;
/** What the list draws: a heading over each group, and the items under it. */
export type ListRow = { group: InboxGroup } | { item: InboxItem };

const pageSize = 100;
/** Beyond this many the rest is left as it was read; what has changed in it says so when it is opened. */
const refreshUpTo = 300;

/**
 * Groups under one another, each with a first page that is kept fresh from outside and the pages after it that were
 * scrolled to. What was decided here is gone at once, and comes back when the decision was refused or undone.
 */
export class InboxList implements ItemList {
	loading = $state(false);
	failed = $state(false);
	/**
	 * What was decided here, as it was then: what is snoozed shows up in another group, and a result that was sent back
	 * comes again as the work of another run.
	 */
	readonly #gone = new SvelteMap<ItemKey, string>();
	#tails = $state.raw<{ of: string; pages: Partial<Record<InboxGroup, InboxPage>> }>({ of: '', pages: {} });
	readonly #first: () => { key: string; sections: Section[] };
	readonly #read: ReadSection;

	constructor(first: () => { key: string; sections: Section[] }, read: ReadSection) {
		this.#first = first;
		this.#read = read;
	}

	readonly sections = $derived.by((): Section[] => {
		const shown: Section[] = [];
		for (const { group, page } of this.#first().sections) {
			const section = { group, page: joined(page, this.#tailOf(group)) };
			shown.push(section);
			// What comes after a group is shown once that one is whole, or it would be pushed down under the reader.
			if (section.page.nextCursor) break;
		}
		return shown;
	});

	readonly rows = $derived.by((): ListRow[] =>
		this.sections.flatMap(({ group, page }) => {
			const items = inTasks(page.items.filter((item) => !this.isGone(item)));
			return items.length > 0 ? [{ group }, ...items.map((item) => ({ item }))] : [];
		})
	);

	readonly items = $derived(this.rows.flatMap((row) => ('item' in row ? [row.item] : [])));
	readonly hasMore = $derived(this.sections.some(({ page }) => page.nextCursor !== null));

	/** Off the list at once; `giveBack` takes it back. */
	take(items: readonly InboxItem[]): void {
		for (const item of items) this.#gone.set(keyOf(item), versionOf(item));
	}

	giveBack(keys: readonly ItemKey[]): void {
		for (const key of keys) this.#gone.delete(key);
	}

	/** The one that took the place of the one that has gone. */
	next(at: number): InboxItem | null {
		const next = this.items[at] ?? this.items.at(-1);
		return next && isOpen(next) ? next : null;
	}

	async more(): Promise<void> {
		const section = this.sections.find(({ page }) => page.nextCursor !== null);
		const cursor = section?.page.nextCursor;
		if (!section || !cursor || this.loading) return;
		const { key } = this.#first();
		this.loading = true;
		try {
			const page = await this.#read({ group: section.group, cursor, limit: pageSize });
			this.failed = false;
			if (this.#first().key !== key) return;
			const before = this.#tailOf(section.group)?.items ?? [];
			this.#keep(key, section.group, { ...page, items: [...before, ...page.items] });
		} catch {
			this.failed = true;
		} finally {
			this.loading = false;
		}
	}

	/** Call it when the first pages have come anew: what was scrolled to is read again, so it is neither stale nor gone. */
	async refresh(): Promise<void> {
		const { key, sections } = this.#first();
		this.#forgetGone(sections);
		await Promise.all(sections.map((section) => this.#refreshTail(key, section)));
	}

	async #refreshTail(key: string, { group, page }: Section): Promise<void> {
		const tail = this.#tailOf(group);
		if (!tail) return;
		let cursor = page.nextCursor;
		const items: InboxItem[] = [];
		while (cursor && items.length < Math.min(tail.items.length, refreshUpTo)) {
			const more = await this.#read({ group, cursor, limit: pageSize });
			items.push(...more.items);
			cursor = more.nextCursor;
		}
		if (this.#first().key !== key) return;
		const rest = cursor ? without(tail.items.slice(items.length), items) : [];
		const nextCursor = rest.length > 0 ? tail.nextCursor : cursor;
		this.#keep(key, group, { items: [...items, ...rest], nextCursor });
	}

	#forgetGone(sections: Section[]): void {
		const pages = [...sections.map(({ page }) => page), ...Object.values(this.#tails.pages)];
		for (const key of inNone(this.#gone.keys(), pages)) this.#gone.delete(key);
	}

	isGone(item: InboxItem): boolean {
		return isOpen(item) && this.#gone.get(keyOf(item)) === versionOf(item);
	}

	#tailOf(group: InboxGroup): InboxPage | undefined {
		return this.#tails.of === this.#first().key ? this.#tails.pages[group] : undefined;
	}

	#keep(key: string, group: InboxGroup, page: InboxPage): void {
		const pages = this.#tails.of === key ? this.#tails.pages : {};
		this.#tails = { of: key, pages: { ...pages, [group]: page } };
	}
}

function versionOf({ group, runId }: InboxItem): string {
	return `${group} ${runId}`;
}
