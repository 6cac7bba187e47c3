export type Note = { kind: 'done' | 'failed'; title: string; description: string };

const staysMilliseconds = { done: 5_000, failed: 12_000 };

/** What just happened, said beside the work and not over the buttons; the newest alone. */
export class Notes {
	current = $state.raw<Note | null>(null);
	#timer: ReturnType<typeof setTimeout> | undefined;

	say = (kind: Note['kind'], title: string, description = ''): void => {
		clearTimeout(this.#timer);
		this.current = { kind, title, description };
		this.#timer = setTimeout(() => this.close(), staysMilliseconds[kind]);
	};

	close(): void {
		clearTimeout(this.#timer);
		this.current = null;
	}
}
