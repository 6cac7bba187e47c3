import type { Missed } from '#lib/schemas/workflow.ts';
import { nextFire, shortlyBefore, type Schedule } from '../time/next-fire.ts';
import { wallClock } from '../time/wall-clock.ts';

/** A due time and what becomes of it. `missed` is the reason of one that is not run. */
export type Due = { at: Date; outcome: 'started' | 'late' | 'skipped'; reason: string; count: number };

/** Begun later than this after its time, a run is late. */
const lateMillis = 5 * 60_000;
/** After a long absence the newest have a row each, the older ones one row together. */
const mostRows = 100;
/** Counted no further: each takes a tenth of a millisecond, in which this process does nothing else. */
const mostCounted = 300;

type Settled = { at: Date; clock: string | null };

/** What clocks in the schedule's zone show, for comparing. */
export function clockAt({ timeZone }: Schedule, at: Date): string {
	return new Date(wallClock(timeZone, at)).toISOString().slice(0, 16);
}

/**
 * The next due time after what has been settled. Zone data may have changed since: then the same time on the clock is not
 * due a second time, although it is another moment now.
 */
export function nextDue(schedule: Schedule, { at, clock }: Settled): Date | null {
	const after = (moment: Date): Date | null => {
		const next = nextFire(schedule, moment);
		const isSame = next && clock !== null && schedule.cron.fixedTimes && clockAt(schedule, next) <= clock;
		return isSame ? after(next) : next;
	};
	return after(at);
}

/** All that has become due since, oldest first, with what becomes of each. */
export function dueTimes(schedule: Schedule, settled: Settled, now: Date, missed: Missed): Due[] {
	const { counted, newest } = timesUntil(schedule, settled, now);
	const [last, first] = [newest.at(-1), counted[0]];
	if (!last || !first) return [];
	const onTime = now.getTime() - last.getTime() <= lateMillis;
	const runsLast = onTime || missed === 'once';
	const reason = reasonOfMissed(missed, onTime);
	const kept = (runsLast ? newest.slice(0, -1) : newest)
		.slice(-mostRows)
		.map((at): Due => ({ at, outcome: 'skipped', reason, count: 1 }));
	const oldestKept = kept[0]?.at ?? last;
	const older = counted.filter((at) => at < oldestKept).length;
	const why = older === counted.length ? `${reason} Even more were not counted.` : reason;
	const together: Due[] = older > 0 ? [{ at: first, outcome: 'skipped', reason: why, count: older }] : [];
	const run: Due[] = runsLast
		? [{ at: last, outcome: onTime ? 'started' : 'late', reason: onTime ? '' : lateReason(last), count: 1 }]
		: [];
	return [...together, ...kept, ...run];
}

/** The oldest, as far as they are counted, and the newest; they are the same ones where there are few. */
function timesUntil(schedule: Schedule, settled: Settled, now: Date): { counted: Date[]; newest: Date[] } {
	const counted: Date[] = [];
	for (let at = nextDue(schedule, settled); at && at <= now; at = nextFire(schedule, at)) {
		counted.push(at);
		if (counted.length >= mostCounted) return { counted, newest: newestBefore(schedule, now) };
	}
	return { counted, newest: counted };
}

function newestBefore(schedule: Schedule, now: Date): Date[] {
	const times: Date[] = [];
	const begin = shortlyBefore(schedule, now, mostRows + 1);
	for (let at = nextFire(schedule, begin); at && at <= now; at = nextFire(schedule, at)) times.push(at);
	return times;
}

function reasonOfMissed(missed: Missed, onTime: boolean): string {
	if (missed === 'skip') return 'Missed: AgentForce was not running at that time.';
	return onTime
		? 'Missed: AgentForce was not running at that time, and the next run was due already.'
		: 'Missed: AgentForce was not running at that time. One late run stands for all.';
}

function lateReason(at: Date): string {
	return `Late: it was due at ${at.toISOString().slice(0, 16).replace('T', ' ')} UTC.`;
}
