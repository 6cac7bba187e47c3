import type { EngineProcess } from '#lib/schemas/engine.ts';

/** Heartbeats come every 5 seconds, and a process without one for this long has stopped itself. */
const silentMilliseconds = 20_000;

/** No sign of life for so long that others take its work over before long. */
export function isSilent(process: Pick<EngineProcess, 'seenAt'>, checkedAt: string): boolean {
	return silence(process, checkedAt) >= silentMilliseconds;
}

/** Milliseconds since the last heartbeat; clocks of two machines may differ by a little. */
export function silence({ seenAt }: Pick<EngineProcess, 'seenAt'>, checkedAt: string): number {
	return Math.max(0, Date.parse(checkedAt) - Date.parse(seenAt));
}
