/*
 * One voice for numbers, money and times. All of it is given its locale and zone, so the server and the browser write the same.
 */
const locale = 'en-GB';
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
	const key = timeZone + JSON.stringify(options);
	const known = formats.get(key);
	if (known) return known;
	const made = new Intl.DateTimeFormat(locale, { ...options, timeZone });
	formats.set(key, made);
	return made;
}

/** `1,240` */
export function formatNumber(value: number): string {
	return value.toLocaleString('en-US');
}

/** `1 task`, `3 tasks`, `1 person`, `2 people` */
export function plural(count: number, one: string, many = `${one}s`): string {
	return `${formatNumber(count)} ${count === 1 ? one : many}`;
}

const smallNumbers = ['No', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];

/** `Three` up to ten, figures from there: for the start of a sentence. */
export function numberWord(value: number): string {
	return smallNumbers[value] ?? formatNumber(value);
}

/** Micro-dollars as money: `$0.004`, `$1.84`; small amounts keep three digits that mean something. */
export function formatMoney(micros: number): string {
	const dollars = micros / 1_000_000;
	if (micros === 0) return '$0.00';
	if (dollars < 0.0001) return 'under $0.0001';
	const digits = dollars < 0.01 ? 4 : dollars < 1 ? 3 : 2;
	const written = dollars.toLocaleString('en-US', {
		minimumFractionDigits: 2,
		maximumFractionDigits: digits
	});
	return `$${written}`;
}

/** Milliseconds as `8 s`, `2 min 5 s`, `9 h 20 min`. */
export function formatDuration(milliseconds: number): string {
	const seconds = Math.max(0, Math.round(milliseconds / 1_000));
	if (seconds < 60) return `${seconds} s`;
	const minutes = Math.floor(seconds / 60);
	if (minutes < 60) return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
	const rest = minutes % 60;
	return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** `08:41` */
export function formatClock(at: string, timeZone: string): string {
	return dateFormat(timeZone, { hour: '2-digit', minute: '2-digit' }).format(new Date(at));
}

/** `Monday, 23 November` */
export function formatDay(at: string | number, timeZone: string): string {
	const parts = dateFormat(timeZone, { weekday: 'long', day: 'numeric', month: 'long' }).formatToParts(
		new Date(at)
	);
	const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
	return `${part('weekday')}, ${part('day')} ${part('month')}`;
}

/** What a day is called above what is of it: `Today`, `Yesterday`, `Monday, 23 November`, with its year when it is another. */
export function formatHeading(at: string, now: number, timeZone: string): string {
	const name = formatDay(at, timeZone);
	if (now - Date.parse(at) > 300 * day) return `${name} ${new Date(at).getUTCFullYear()}`;
	if (name === formatDay(now, timeZone)) return 'Today';
	return name === formatDay(now - day, timeZone) ? 'Yesterday' : name;
}

/** `1 December` */
export function formatDate(at: string, timeZone: string): string {
	return dateFormat(timeZone, { day: 'numeric', month: 'long' }).format(new Date(at));
}

/** The same within a sentence: `12 min ago`, `4 h ago`. */
export function formatPast(at: string, now: number, timeZone: string): string {
	const words = formatAgo(at, now, timeZone);
	const age = now - Date.parse(at);
	return age >= minute && age < 12 * hour ? `${words} ago` : words;
}

/** `23 November 2026 at 08:41`: the exact time, for titles and details. */
export function formatExact(at: string, timeZone: string): string {
	const date = dateFormat(timeZone, { day: 'numeric', month: 'long', year: 'numeric' }).format(new Date(at));
	return `${date} at ${formatClock(at, timeZone)}`;
}

/** `now`, `12 min`, `4 h`, `Mon`, `3 Nov`, `3 Nov 2025`: how long ago, as a person would say it. */
export function formatAgo(at: string, now: number, timeZone: string): string {
	const then = new Date(at);
	const age = now - then.getTime();
	if (age < minute) return 'now';
	if (age < hour) return `${Math.floor(age / minute)} min`;
	if (age < 12 * hour) return `${Math.floor(age / hour)} h`;
	if (age < 6 * day) return dateFormat(timeZone, { weekday: 'short' }).format(then);
	const sameYear = new Date(now).getUTCFullYear() === then.getUTCFullYear();
	const options: Intl.DateTimeFormatOptions = { day: 'numeric', month: 'short' };
	return dateFormat(timeZone, sameYear ? options : { ...options, year: 'numeric' }).format(then);
}

const longDay = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone: 'UTC' });

/** `Thursday 3 December 2026` of `2026-12-03`; what is no such day stays as it is. */
export function dayInWords(day: string): string {
	const at = Date.parse(`${day}T00:00:00Z`);
	return Number.isNaN(at) ? day : longDay.format(at).replace(',', '');
}
