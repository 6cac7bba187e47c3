/**
 * Lets many through together, or one alone: a run that has already taken its process down twice is tried
 * with nobody beside it, so that it takes no neighbour along and the blame for a third time is certain.
 * Whoever wants to be alone goes before those who come later.
 */
export class IsolationLock {
	#inside = 0;
	#alone = false;
	#waiting: { alone: boolean; enter: () => void }[] = [];

	async pass<Result>(alone: boolean, work: () => Promise<Result>): Promise<Result> {
		await this.#enter(alone);
		try {
			return await work();
		} finally {
			this.#inside--;
			this.#alone = false;
			this.#letIn();
		}
	}

	async #enter(alone: boolean): Promise<void> {
		await new Promise<void>((enter) => {
			this.#waiting.push({ alone, enter });
			this.#letIn();
		});
	}

	#letIn(): void {
		for (let next = this.#waiting[0]; next && this.#mayEnter(next.alone); next = this.#waiting[0]) {
			this.#waiting.shift();
			this.#inside++;
			this.#alone = next.alone;
			next.enter();
		}
	}

	#mayEnter(alone: boolean): boolean {
		return alone ? this.#inside === 0 : !this.#alone;
	}
}
