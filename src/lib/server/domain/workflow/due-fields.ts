import type { Trigger } from '#lib/schemas/workflow-template.ts';
import { parseCron } from '../time/cron.ts';
import { nextFire, type Schedule } from '../time/next-fire.ts';

/** The zone data of this runtime; what is worked out with older ones is worked out anew. */
export const zoneData = process.versions.tz ?? 'unknown';

type DueFields = { nextFireAt: Date | null; zoneData: string | null; settledAt: Date; settledClock: null };

/** When somebody has to look at a workflow that is on from `now`: nothing of before is made up for. Rows are looked for at once. */
export function dueFields(trigger: Trigger, isOn: boolean, now: Date): DueFields {
	const settled = { settledAt: now, settledClock: null };
	if (isOn && trigger.kind === 'row') return { nextFireAt: now, zoneData: null, ...settled };
	if (!isOn || trigger.kind !== 'schedule') return { nextFireAt: null, zoneData: null, ...settled };
	return { nextFireAt: nextFire(scheduleOf(trigger), now), zoneData, ...settled };
}

export function scheduleOf({ cron, timeZone }: { cron: string; timeZone: string }): Schedule {
	return { cron: parseCron(cron), timeZone };
}
