type Ending = () => Promise<unknown> | void;

const endings: Ending[] = [];
let over: Promise<void> | undefined;

/** Whatever a bench starts is ended with it, the latest first, however it ends. */
export function atTheEnd(ending: Ending): void {
	endings.push(ending);
}

/** Ends what `work` started and left, for a server takes only so many connections. */
export async function alone<Result>(work: () => Promise<Result>): Promise<Result> {
	const before = endings.length;
	try {
		return await work();
	} finally {
		await endDownTo(before);
	}
}

/** Ends everything that was started; a second call waits for the first. */
export function endEverything(): Promise<void> {
	return (over ??= endDownTo(0));
}

/** True once the end has begun. */
export function isEnding(): boolean {
	return over !== undefined;
}

async function endDownTo(count: number): Promise<void> {
	while (endings.length > count) {
		try {
			await endings.pop()?.();
		} catch (error) {
			console.error(error);
		}
	}
}

/** Ctrl-C, SIGTERM, and the launcher or the terminal that went away: nothing is left behind. */
export function endOnSignals(): void {
	const stop = () => {
		if (over) return;
		console.error('\nStopping …');
		void endEverything().then(() => process.exit(130));
	};
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
	process.once('disconnect', stop);
	process.channel?.unref();
}
