import type { TaskListItem } from '../../schemas/task.ts';
import type { TaskPage } from './task-page.ts';

/** What was paged in beyond the first page, and what it is a continuation of. */
type Tail = { of: string; items: TaskListItem[]; nextCursor: string | null };
type ReadPage = (cursor: string, limit: number) => Promise<TaskPage>;

const refreshLimit = 100;

/**
 * A first page that is kept fresh from outside, and the pages after it that were asked for here. When the first page
 * changes, the rest is read again up to where it was, so nothing that was paged in goes away.
 */
export class LoadedTasks {
	loading = $state(false);
	#tail = $state.raw<Tail | null>(null);
	readonly #first: () => { key: string; page: TaskPage };

	constructor(first: () => { key: string; page: TaskPage }) {
		this.#first = first;
	}

	readonly items = $derived.by((): TaskListItem[] => {
		const { page } = this.#first();
		const tail = this.#ownTail();
		const last = page.items.at(-1)?.id;
		if (!tail || !last) return page.items;
		return [...page.items, ...tail.items.filter(({ id }) => id < last)];
	});

	readonly nextCursor = $derived.by((): string | null => {
		const tail = this.#ownTail();
		return tail ? tail.nextCursor : this.#first().page.nextCursor;
	});

	/** Reads the page after the last one. Answers how many tasks it brought. */
	async more(read: ReadPage, limit: number): Promise<number> {
		const cursor = this.nextCursor;
		if (!cursor || this.loading) return 0;
		const { key } = this.#first();
		this.loading = true;
		try {
			const page = await read(cursor, limit);
			if (this.#first().key !== key) return 0;
			this.#tail = { of: key, items: [...this.items, ...page.items], nextCursor: page.nextCursor };
			return page.items.length;
		} finally {
			this.loading = false;
		}
	}

	/** Call it when the first page has come anew. */
	async refresh(read: ReadPage): Promise<void> {
		const { key, page } = this.#first();
		const until = this.#ownTail()?.items.at(-1)?.id;
		if (!until) return;
		let next = page.nextCursor;
		const items = [...page.items];
		while (next && next > until) {
			const more = await read(next, refreshLimit);
			items.push(...more.items);
			next = more.nextCursor;
		}
		if (this.#first().page !== page) return;
		// The last read may reach beyond what was shown; the list does not grow by itself.
		const shown = items.filter(({ id }) => id >= until);
		const nextCursor = shown.length < items.length ? (shown.at(-1)?.id ?? null) : next;
		this.#tail = { of: key, items: shown, nextCursor };
	}

	#ownTail(): Tail | null {
		return this.#tail?.of === this.#first().key ? this.#tail : null;
	}
}
