import type { EventFeed } from '#server/ports/event-feed.ts';

/** The tasks that this process is working on, so that cancelling one closes its model request at once. */
export class InFlight {
	readonly #byTask = new Map<string, AbortController>();
	readonly #stopping: AbortSignal;

	constructor(eventFeed: EventFeed, stopping: AbortSignal) {
		this.#stopping = stopping;
		eventFeed.subscribeToAll((event) => {
			if (event.kind === 'task.cancelled' && event.taskId) this.#byTask.get(event.taskId)?.abort();
		});
	}

	async track(taskId: string, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
		const controller = new AbortController();
		this.#byTask.set(taskId, controller);
		try {
			await work(AbortSignal.any([controller.signal, this.#stopping]));
		} finally {
			if (this.#byTask.get(taskId) === controller) this.#byTask.delete(taskId);
		}
	}
}
