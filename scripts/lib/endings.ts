import { stage } from './stages.mjs';

type Ending = { name: string; stop: () => Promise<void>; force: () => void };

/** npm and the terminal both pass Ctrl-C on, so the same press arrives more than once. */
const samePressMs = 800;

/**
 * Ends what was started, the latest first: at Ctrl-C, SIGTERM, a closed terminal, or when the npm that
 * started us is gone. A second Ctrl-C does not wait.
 */
export class Endings {
	#endings: Ending[] = [];
	#endedAt = 0;

	constructor(onSignal: () => void) {
		const handle = () => {
			if (this.#endedAt > 0 && Date.now() - this.#endedAt > samePressMs) this.#force();
			if (this.#endedAt > 0) return;
			this.#endedAt = Date.now();
			onSignal();
		};
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, handle);
		process.once('disconnect', handle);
		process.channel?.unref();
		// A closed terminal must not keep us from ending the rest.
		process.stdout.on('error', () => {});
	}

	/** True once somebody has asked for the end. */
	get requested(): boolean {
		return this.#endedAt > 0;
	}

	/** Answers how to take it back. */
	add(ending: Ending): () => void {
		this.#endings.push(ending);
		return () => void (this.#endings = this.#endings.filter((other) => other !== ending));
	}

	async run(): Promise<void> {
		for (const { name, stop } of this.#endings.toReversed()) {
			await stage(`${name} stopped`, stop).catch((error: unknown) => console.error(error));
		}
	}

	#force(): void {
		for (const ending of this.#endings) ending.force();
		process.exit(130);
	}
}
