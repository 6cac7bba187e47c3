import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds that two processes of one machine agree on, with fractions. */
export function now(): number {
	return performance.timeOrigin + performance.now();
}

/** Looks every few milliseconds until it comes true; throws when it does not. */
export async function until(
	what: string,
	condition: () => Promise<boolean> | boolean,
	patienceMs = 60_000
): Promise<void> {
	const deadline = now() + patienceMs;
	while (!(await condition())) {
		if (now() > deadline) throw new Error(`Waited ${patienceMs / 1_000} s in vain: ${what}.`);
		await sleep(20);
	}
}

/** The same for a promise. */
export async function within<Result>(
	what: string,
	patienceMs: number,
	work: Promise<Result>
): Promise<Result> {
	const timer = new AbortController();
	const late = sleep(patienceMs, undefined, { signal: timer.signal }).then(() => {
		throw new Error(`Waited ${patienceMs / 1_000} s in vain: ${what}.`);
	});
	try {
		return await Promise.race([work, late]);
	} finally {
		timer.abort();
		late.catch(() => undefined);
	}
}
