import { SvelteSet } from 'svelte/reactivity';
import { numberWord } from '#lib/format.ts';
import type { BulkTasks } from '#lib/schemas/bulk.ts';
import type { TaskListItem, TaskStatus } from '#lib/schemas/task.ts';

/** The states in which each can be done. */
const fits: Record<BulkTasks['what'], readonly TaskStatus[]> = {
	cancel: ['queued', 'in_progress', 'needs_review'],
	retry: ['failed']
};

/** The tasks that were picked from a list; what is no longer in it is no longer picked. */
export class PickedTasks {
	readonly #ids = new SvelteSet<string>();
	readonly #tasks: () => readonly TaskListItem[];

	constructor(tasks: () => readonly TaskListItem[]) {
		this.#tasks = tasks;
	}

	readonly items = $derived.by(() => this.#tasks().filter(({ id }) => this.#ids.has(id)));

	has(id: string): boolean {
		return this.#ids.has(id);
	}

	toggle(id: string): void {
		if (!this.#ids.delete(id)) this.#ids.add(id);
	}

	clear(): void {
		this.#ids.clear();
	}

	/** Those of the picked with which it can be done. */
	for(what: BulkTasks['what']): TaskListItem[] {
		return this.items.filter(({ status }) => fits[what].includes(status));
	}
}

/** `Three tasks were cancelled.`, and what was refused with the reason of the first. */
export function bulkSentence(what: BulkTasks['what'], done: number, refusals: readonly string[]): string {
	const tasks = done === 1 ? 'task' : 'tasks';
	const said =
		what === 'cancel'
			? `${numberWord(done)} ${tasks} cancelled.`
			: `${numberWord(done)} ${tasks} ${done === 1 ? 'is' : 'are'} tried again.`;
	const [first] = refusals;
	return first === undefined ? said : `${said} ${numberWord(refusals.length)} not: ${first}`;
}
