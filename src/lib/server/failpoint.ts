import type { Failpoint } from './ports/failpoint.ts';

/**
 * For fault tests: `model-answered` kills this process with SIGKILL the first time it gets there,
 * `model-answered@3` the third time, `model-answered=poison` whenever the task's title contains the word.
 */
export function createFailpoint(spec: string | null): Failpoint {
	if (!spec) return async () => undefined;
	const [, name, nth, word] = /^([a-z-]+)(?:@(\d+))?(?:=(.+))?$/.exec(spec) ?? [];
	let passes = 0;
	return async (here, about = '') => {
		if (here !== name || (word && !about.includes(word))) return;
		if (++passes >= Number(nth ?? 1)) await dieAtOnce();
	};
}

/** SIGKILL takes a moment to arrive; nothing may happen in between. */
async function dieAtOnce(): Promise<never> {
	process.kill(process.pid, 'SIGKILL');
	return new Promise(() => undefined);
}
