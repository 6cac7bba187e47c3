import { formatClock, formatDay } from '#lib/format.ts';
import { dayIn } from '../time/time-zone.ts';
import { thingWords, totalOf, type Waiting } from './waiting-work.ts';

/** Whose clock it is, and what it shows. */
type When = { now: Date; timeZone: string };

/** Until noon tomorrow, for a digest that comes at eight: whoever reads it has none before the next one. */
const soonHours = 28;

export function expiresSoon({ expiresAt }: Waiting, { now }: When): boolean {
	return expiresAt !== null && Number(expiresAt) <= Number(now) + soonHours * 3_600_000;
}

/** `Expires tomorrow at 09:30`; nothing for what has longer. */
export function expiryDetail(one: Waiting, when: When): string {
	const { expiresAt } = one;
	if (!expiresAt || !expiresSoon(one, when)) return '';
	const clock = formatClock(expiresAt.toISOString(), when.timeZone);
	return `Expires ${dayWord(expiresAt, when) ?? formatDay(Number(expiresAt), when.timeZone)} at ${clock}`;
}

/** `Two drafts expire tomorrow` */
export function expiringWords(waiting: Waiting[], when: When): string {
	return `${thingWords(waiting)} ${totalOf(waiting) === 1 ? 'expires' : 'expire'} ${daysWord(waiting, when)}`;
}

/** `today`, `tomorrow`, `today or tomorrow`; `soon` when it is none of them. */
export function daysWord(waiting: Waiting[], when: When): string {
	const days = new Set(waiting.map(({ expiresAt }) => expiresAt && dayWord(expiresAt, when)));
	if (days.has(null)) return 'soon';
	return days.size === 2 ? 'today or tomorrow' : ([...days][0] ?? 'soon');
}

function dayWord(at: Date, { now, timeZone }: When): 'today' | 'tomorrow' | null {
	const [today, day] = [dayIn(timeZone, now), dayIn(timeZone, at)];
	if (day === today) return 'today';
	const tomorrow = new Date(Date.parse(today) + 86_400_000).toISOString().slice(0, 10);
	return day === tomorrow ? 'tomorrow' : null;
}
