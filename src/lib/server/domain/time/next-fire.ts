import { Cron as Croner } from 'croner';
import type { Cron } from './cron.ts';
import { gapsAtDaysEnd } from './zone-gaps.ts';

export type Schedule = { cron: Cron; timeZone: string };

/**
 * When a schedule is next due after a moment, in whole minutes; null when never. Vixie cron's rule: a fixed time that the
 * clock skips comes right after the gap, one that it shows twice comes the first time, intervals keep real time. All
 * arithmetic with zones is done here, by the zone data of this runtime (`process.versions.tz`).
 */
export function nextFire({ cron, timeZone }: Schedule, after: Date): Date | null {
	const next = cronerFor(cron, timeZone).nextRun(after);
	return cron.fixedTimes && cron.hours.includes(23)
		? sooner(next, skippedAtDaysEnd(cron, timeZone, after, next))
		: next;
}

/** The next `count` of them. */
export function nextFires(schedule: Schedule, after: Date, count: number): Date[] {
	const fires: Date[] = [];
	for (let at = nextFire(schedule, after); at && fires.length < count; at = nextFire(schedule, at))
		fires.push(at);
	return fires;
}

/** A moment after which the schedule was due about `count` times until `now`, without going through all before it. */
export function shortlyBefore({ cron, timeZone }: Schedule, now: Date, count: number): Date {
	const oldest = cronerFor(cron, timeZone).previousRuns(count, now).at(-1) ?? now;
	return new Date(oldest.getTime() - 1_000);
}

const kept = new Map<string, Croner>();
const mostKept = 5_000;

/** Reading a pattern takes longer than using it. */
function cronerFor({ text }: Cron, timeZone: string): Croner {
	const key = `${timeZone} ${text}`;
	const found = kept.get(key);
	if (found) return found;
	if (kept.size >= mostKept) kept.clear();
	const made = new Croner(text, {
		timezone: timeZone,
		mode: '5-part',
		fixedTimeRule: 'no-wildcard',
		paused: true
	});
	kept.set(key, made);
	return made;
}

/** Where clocks go from 23:00 to 0:00 (Nuuk, Scoresbysund), croner 11.0.1 loses what was due in that hour. */
function skippedAtDaysEnd(cron: Cron, timeZone: string, after: Date, before: Date | null): Date | null {
	const last = before?.getUTCFullYear() ?? after.getUTCFullYear() + 1;
	for (let year = after.getUTCFullYear(); year <= last; year++) {
		const gap = gapsAtDaysEnd(timeZone, year).find(
			({ at, day, from }) => at > after && isDue(cron, day, from)
		);
		if (gap) return gap.at;
	}
	return null;
}

/** Whether the schedule has a time on this day at or after `from` (minutes since midnight). */
function isDue(cron: Cron, day: Date, from: number): boolean {
	const times = cron.hours.flatMap((hour) => cron.minutes.map((minute) => hour * 60 + minute));
	return isOnDay(cron, day) && times.some((time) => time >= from);
}

function isOnDay({ days, months, weekdays, everyDay, everyWeekday }: Cron, day: Date): boolean {
	if (!months.includes(day.getUTCMonth() + 1)) return false;
	const [ofMonth, ofWeek] = [days.includes(day.getUTCDate()), weekdays.includes(day.getUTCDay())];
	return everyDay || everyWeekday ? ofMonth && ofWeek : ofMonth || ofWeek;
}

function sooner(one: Date | null, other: Date | null): Date | null {
	if (!one || !other) return one ?? other;
	return one < other ? one : other;
}
