import type { WorkingHours } from '#lib/schemas/agent.ts';

type Local = { day: number; minutes: number };

const minuteMillis = 60_000;
const dayMinutes = 24 * 60;
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
/** Changes of the clock are at most this long; the last stretch before a start is walked in minutes. */
const marginMinutes = 90;

/**
 * When the agent next begins its day; null when it is at work at `now`. Walks in real minutes and reads the
 * wall clock each time, so a change to or from daylight-saving time moves nothing.
 */
export function nextWorkingMoment(hours: WorkingHours, timeZone: string, now: Date): Date | null {
	const read = wallClock(timeZone);
	if (isAtWork(hours, read(now))) return null;
	const last = now.getTime() + 8 * dayMinutes * minuteMillis;
	let at = Math.ceil(now.getTime() / minuteMillis) * minuteMillis;
	while (at < last) {
		const local = read(new Date(at));
		if (isAtWork(hours, local)) return new Date(at);
		at += Math.max(1, minutesToNextStart(hours, local) - marginMinutes) * minuteMillis;
	}
	return null;
}

function isAtWork({ start, end, days }: WorkingHours, { day, minutes }: Local): boolean {
	return days.includes(day) && minutes >= minutesOf(start) && minutes < minutesOf(end);
}

/** To the start of this day if it is still ahead, else of the next; whether that is a working day shows there. */
function minutesToNextStart({ start }: WorkingHours, { minutes }: Local): number {
	const ahead = minutesOf(start) - minutes;
	return ahead > 0 ? ahead : ahead + dayMinutes;
}

function minutesOf(time: string): number {
	const [hour = 0, minute = 0] = time.split(':').map(Number);
	return hour * 60 + minute;
}

function wallClock(timeZone: string): (at: Date) => Local {
	const format = new Intl.DateTimeFormat('en-GB', {
		timeZone,
		weekday: 'short',
		hour: '2-digit',
		minute: '2-digit',
		hourCycle: 'h23'
	});
	return (at) => {
		const parts = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
		return {
			day: weekdays.indexOf(parts.weekday ?? 'Mon') + 1,
			minutes: Number(parts.hour) * 60 + Number(parts.minute)
		};
	};
}
