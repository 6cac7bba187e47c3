import {
	formatClock,
	formatDate,
	formatDay,
	formatDuration,
	formatMoney,
	formatNumber
} from '../../format.ts';
import type { InboxDetail, InboxGroup } from '../../schemas/inbox.ts';

export const groupWords: Record<InboxGroup, string> = {
	attention: 'Needs you',
	expiring: 'Expires soon',
	waiting: 'Waiting',
	snoozed: 'Snoozed',
	decided: 'Decided in the last 30 days'
};

/** One line of a result, for its row: that it was written offline is said where it is read. */
export function gist(snippet: string): string {
	const said = snippet.replace(/^Written offline, without a language model: /, '');
	return said === snippet ? snippet : said.charAt(0).toUpperCase() + said.slice(1);
}

const minute = 60_000;
const hour = 60 * minute;

/** `25 min left`, `4 h left`, `2 days left`; `expired` when the time is over. */
export function leftWords(until: string, now: number): string {
	const left = Date.parse(until) - now;
	if (left <= 0) return 'expired';
	if (left < hour) return `${Math.max(1, Math.floor(left / minute))} min left`;
	if (left < 48 * hour) return `${Math.floor(left / hour)} h left`;
	return `${Math.floor(left / (24 * hour))} days left`;
}

/** `8 s · 1,240 tokens · $0.004`; what is not known is said, never shown as nothing. */
export function costLine({ micros, known, priceKnown, tokens, millis }: InboxDetail['cost']): string {
	const money = known
		? micros === 0
			? (tokens ?? 0) === 0
				? 'no model, no cost'
				: 'nothing charged'
			: formatMoney(micros)
		: micros === 0
			? 'cost not known'
			: priceKnown
				? `at least ${formatMoney(micros)}`
				: `at most ${formatMoney(micros)}, price unknown`;
	const time = millis === null ? null : millis < 1_000 ? 'under 1 s' : formatDuration(millis);
	const size = (tokens ?? 0) === 0 ? null : `${formatNumber(tokens ?? 0)} tokens`;
	return [time, size, money].filter((part) => part !== null).join(' · ');
}

/** `back at 14:00`, `back Mon 09:00`, `back 3 Dec`: when something snoozed comes again. */
export function backWords(until: string, now: number, timeZone: string): string {
	const at = Date.parse(until);
	const clock = formatClock(until, timeZone);
	if (formatDay(at, timeZone) === formatDay(now, timeZone)) return `back at ${clock}`;
	if (at - now > 6 * 24 * hour) return `back ${formatDate(until, timeZone)}`;
	return `back ${formatDay(at, timeZone).slice(0, 3)} ${clock}`;
}
