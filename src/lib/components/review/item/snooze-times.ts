export type SnoozeChoice = {
	label: string;
	/** ISO 8601, in UTC. */
	until: string;
};

const hour = 3_600_000;
const halfHour = hour / 2;
/** Later than this nobody reviews today. */
const lastHour = 20;
const morning = 9;
const laterHours = 3;

type Day = { year: number; month: number; day: number; weekday: number; hour: number };

/** When something may come back, by the workspace's clock. `Later today` is left out in the evening. */
export function snoozeChoices(now: number, timeZone: string): SnoozeChoice[] {
	const today = dayOf(now, timeZone);
	const later = Math.ceil((now + laterHours * hour) / halfHour) * halfHour;
	const then = dayOf(later, timeZone);
	const choices: SnoozeChoice[] = [];
	if (then.day === today.day && then.hour < lastHour) {
		choices.push({ label: 'Later today', until: new Date(later).toISOString() });
	}
	choices.push({ label: 'Tomorrow', until: morningIn(today, 1, timeZone) });
	const daysToMonday = (8 - today.weekday) % 7 || 7;
	const label = daysToMonday === 1 ? 'Monday in a week' : 'Monday';
	choices.push({ label, until: morningIn(today, daysToMonday === 1 ? 8 : daysToMonday, timeZone) });
	return choices;
}

/**
 * The moment at which the clocks of a zone show this time, `2026-11-24T09:00`; null for what is no time. A time
 * that a change of the clocks leaves out is the same number of minutes after midnight as if they had not moved.
 */
export function instantOf(local: string, timeZone: string): string | null {
	const guess = Date.parse(`${local}Z`);
	if (Number.isNaN(guess)) return null;
	const first = guess - offsetAt(guess, timeZone);
	return new Date(guess - offsetAt(first, timeZone)).toISOString();
}

/** What the clocks of a zone show, as a field for date and time takes it: `2026-11-24T09:00`. */
export function localOf(at: number, timeZone: string): string {
	return new Date(at + offsetAt(at, timeZone)).toISOString().slice(0, 16);
}

function morningIn(today: Day, days: number, timeZone: string): string {
	const day = new Date(Date.UTC(today.year, today.month - 1, today.day + days, morning));
	return instantOf(day.toISOString().slice(0, 16), timeZone) as string;
}

function dayOf(at: number, timeZone: string): Day {
	const local = new Date(at + offsetAt(at, timeZone));
	return {
		year: local.getUTCFullYear(),
		month: local.getUTCMonth() + 1,
		day: local.getUTCDate(),
		weekday: local.getUTCDay(),
		hour: local.getUTCHours()
	};
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the clocks of a zone are ahead of UTC at a moment, in milliseconds. */
function offsetAt(at: number, timeZone: string): number {
	let format = formats.get(timeZone);
	if (!format) {
		const number = 'numeric' as const;
		format = new Intl.DateTimeFormat('en-US', {
			timeZone,
			hourCycle: 'h23',
			...{ year: number, month: number, day: number, hour: number, minute: number, second: number }
		});
		formats.set(timeZone, format);
	}
	const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
	const { year = 0, month = 1, day = 1, hour: hours = 0, minute = 0, second = 0 } = part;
	return Date.UTC(year, month - 1, day, hours, minute, second) - Math.floor(at / 1_000) * 1_000;
}
