import { setTimeout as sleep } from 'node:timers/promises';

/**
 * What goes wrong on purpose. Write one of these into a text that the request carries:
 *
 * | text                    | what happens to the request that carries it                              |
 * |-------------------------|--------------------------------------------------------------------------|
 * | `sandbox:503-before`    | 503, nothing was done                                                    |
 * | `sandbox:503-after`     | done, and yet 503                                                        |
 * | `sandbox:reset-before`  | the connection is reset, nothing was done                                |
 * | `sandbox:reset-after`   | done, then the connection is reset                                       |
 * | `sandbox:hang-before`   | nothing was done, and no answer ever comes                               |
 * | `sandbox:hang-after`    | done, and no answer ever comes                                           |
 * | `sandbox:garbled-after` | done, but the answer is not JSON                                         |
 * | `sandbox:429`           | 429 with `Retry-After: 2`, nothing was done; `sandbox:429-twice`: twice  |
 * | `sandbox:401-once`      | 401 as for a dead access token, nothing was done                         |
 * | `sandbox:slow`          | done and answered properly, after 2 s                                    |
 *
 * Each fires once for each distinct text, on its first request; with `-always` at the end (`sandbox:503-before-always`)
 * on every one. Several in one text fire one after the other, in the order they are written. The seconds of `slow`
 * are multiplied by the option `timeScale`.
 * The same names work in `next` of `POST /sandbox/faults` for any operation, the token endpoint included.
 */
export const faultNames = [
	'503-before',
	'503-after',
	'reset-before',
	'reset-after',
	'hang-before',
	'hang-after',
	'garbled-after',
	'429',
	'401-once',
	'slow'
] as const;
export type Fault = (typeof faultNames)[number];

export const slowSeconds = 2;
export const retryAfterSeconds = 2;

/** What every vendor's state keeps of faults. */
export type FaultState = {
	/** How often each sentinel of each text has fired. */
	fired: Record<string, number>;
	/** `next`: faults for the next requests of one operation, whatever is in them. */
	switches: { next: { operation: string; fault: string; times: number; email: string | null }[] };
};

type Sentinel = { fault: Fault; limit: number };

function asFault(name: string): Fault | null {
	return faultNames.find((fault) => fault === name) ?? null;
}

function sentinelOf(written: string): Sentinel | null {
	const always = written.endsWith('-always');
	const twice = written.endsWith('-twice');
	const fault = asFault(written.replace(/-(always|twice)$/, ''));
	return fault && { fault, limit: always ? Infinity : twice ? 2 : 1 };
}

function sentinelsIn(text: string): Sentinel[] {
	return [...text.matchAll(/sandbox:([a-z0-9]+(?:-[a-z0-9]+)*)/gi)].flatMap(
		([, written = '']) => sentinelOf(written.toLowerCase()) ?? []
	);
}

function takeFromSwitches(state: FaultState, operation: string, email: string | null): Fault | null {
	const { next } = state.switches;
	const due = next.find(
		(one) => one.operation === operation && one.times > 0 && (one.email === null || one.email === email)
	);
	if (!due) return null;
	due.times -= 1;
	state.switches.next = next.filter(({ times }) => times > 0);
	return asFault(due.fault);
}

/** The fault this request gets, if any; it is marked as fired. The caller saves. */
export function takeFault(
	state: FaultState,
	request: { operation: string; email: string | null; texts: string[] }
): Fault | null {
	const switched = takeFromSwitches(state, request.operation, request.email);
	if (switched) return switched;
	const whole = request.texts.join('\u0000');
	for (const { fault, limit } of sentinelsIn(whole)) {
		const key = `${fault} ${whole}`;
		const fired = state.fired[key] ?? 0;
		if (fired >= limit) continue;
		state.fired[key] = fired + 1;
		return fault;
	}
	return null;
}

export async function beSlow(timeScale: number): Promise<void> {
	await sleep(slowSeconds * 1_000 * timeScale);
}
