import cronstrue from 'cronstrue';
import type { Cron } from './cron.ts';

const weekdayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const mostTimes = 4;

/** `Every weekday at 08:00` */
export function scheduleWords(cron: Cron): string {
	const days = daysInWords(cron);
	const times = timesInWords(cron);
	if (days && times) return `${days} at ${times}`;
	const words = cronstrue.toString(cron.text, { use24HourTimeFormat: true });
	// Cron runs on either; “and” would be read as “only when both”.
	return isEither(cron) ? words.replace(/,? and on /, ', or on ') : words;
}

function isEither({ everyDay, everyWeekday }: Cron): boolean {
	return !everyDay && !everyWeekday;
}

function timesInWords({ hours, minutes, fixedTimes }: Cron): string | null {
	const times = hours.flatMap((hour) => minutes.map((minute) => `${twoDigits(hour)}:${twoDigits(minute)}`));
	return fixedTimes && times.length <= mostTimes ? listed(times) : null;
}

function daysInWords({ days, months, weekdays, everyDay, everyWeekday }: Cron): string | null {
	if (months.length < 12) return null;
	if (everyDay && everyWeekday) return 'Every day';
	if (everyDay) return `Every ${weekdaysInWords(weekdays)}`;
	return everyWeekday && days.length <= mostTimes
		? `On the ${listed(days.map(ordinal))} of each month`
		: null;
}

function weekdaysInWords(weekdays: readonly number[]): string {
	const inWeek = weekdays.join();
	if (inWeek === '1,2,3,4,5') return 'weekday';
	if (inWeek === '0,6') return 'Saturday and Sunday';
	if (weekdays.length === 7) return 'day';
	return listed(weekdays.map((day) => weekdayNames[day] ?? ''));
}

function listed(words: readonly string[]): string {
	const last = words.at(-1) ?? '';
	return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

function ordinal(day: number): string {
	const ending = day > 3 && day < 21 ? 'th' : (['th', 'st', 'nd', 'rd'][day % 10] ?? 'th');
	return `${day}${ending}`;
}

function twoDigits(value: number): string {
	return String(value).padStart(2, '0');
}
