import { wallClock } from './wall-clock.ts';

/** A stretch that clocks skip at the end of a day: it ends `at`; on `day` (its midnight as UTC) they stop at `from` minutes. */
export type DayEndGap = { at: Date; day: Date; from: number };

const minute = 60_000;
const day = 24 * 60 * minute;
const kept = new Map<string, DayEndGap[]>();

/** Those of a year (UTC) in a zone: mostly none. */
export function gapsAtDaysEnd(timeZone: string, year: number): DayEndGap[] {
	const key = `${timeZone} ${year}`;
	const found = kept.get(key) ?? findGaps(timeZone, year);
	kept.set(key, found);
	return found;
}

function findGaps(timeZone: string, year: number): DayEndGap[] {
	const offset = (at: number) => wallClock(timeZone, new Date(at)) - at;
	const gaps: DayEndGap[] = [];
	for (let at = Date.UTC(year, 0, 1), end = Date.UTC(year + 1, 0, 1); at < end; at += day) {
		if (offset(at + day) <= offset(at)) continue;
		const change = firstWhere(at, at + day, (moment) => offset(moment) > offset(at));
		const stops = change + offset(at);
		const midnight = Math.floor(stops / day) * day;
		const isDaysEnd = stops > midnight && change + offset(change) >= midnight + day;
		if (isDaysEnd)
			gaps.push({ at: new Date(change), day: new Date(midnight), from: (stops - midnight) / minute });
	}
	return gaps;
}

/** The first minute between two moments of which it is true; it is true of the later one. */
function firstWhere(from: number, to: number, is: (at: number) => boolean): number {
	let [before, after] = [from, to];
	while (after - before > minute) {
		const middle = before + Math.floor((after - before) / minute / 2) * minute;
		if (is(middle)) after = middle;
		else before = middle;
	}
	return after;
}
