import type { EventPayload } from './event-payload.ts';
import { hourAfter, nextDay, weekdayOf } from './hours.ts';

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const hours = [
	'one',
	'two',
	'three',
	'four',
	'five',
	'six',
	'seven',
	'eight',
	'nine',
	'ten',
	'eleven',
	'twelve'
];
const verbs = ['put', 'add', 'enter', 'note', 'schedule'];
const articles = ['a', 'an', 'the', 'my', 'our'];
/** Where what it is called ends. */
const ends = ['on', 'at', 'into', 'in', 'to', 'for', 'today', 'tomorrow', 'next', ...weekdays];
/** A longer text is more than one order, and that is not for a rule to take apart. */
const mostWords = 25;

/**
 * `Put a showroom visit on Thursday at ten into my calendar`: read only when it says the calendar, what, a day and an
 * hour that mean one thing. Anything else is left to whoever understands it.
 */
export function readEvent(text: string, today: string): EventPayload | null {
	const words = text.trim().replace(/[.!]$/, '').split(/\s+/);
	const small = words.map((word) => word.toLowerCase().replace(/[,;]$/, ''));
	if (words.length > mostWords || !small.includes('calendar')) return null;
	const first = small[0] === 'please' ? 1 : 0;
	if (!verbs.includes(small[first] ?? '')) return null;
	const title = titleFrom(words.slice(first + 1), small.slice(first + 1));
	const day = dayIn(small, today);
	const start = hourIn(small);
	if (!title || !day || !start) return null;
	return { title, day, start, end: hourAfter(start), place: '', notes: '' };
}

function titleFrom(words: string[], small: string[]): string | null {
	const begin = articles.includes(small[0] ?? '') ? 1 : 0;
	const end = small.findIndex((word, nth) => nth >= begin && ends.includes(word));
	const title = words.slice(begin, end < 0 ? begin : end).join(' ');
	return title && title.charAt(0).toUpperCase() + title.slice(1);
}

/** The next one of that name; two days in one text are too many. */
function dayIn(words: string[], today: string): string | null {
	const found = words.flatMap((word, nth) => {
		if (word === 'today') return [today];
		if (word === 'tomorrow') return [nextDay(today)];
		if (/^\d{4}-\d\d-\d\d$/.test(word)) return [word];
		const weekday = weekdays.indexOf(word);
		// Whether the next Thursday is this week's, people do not agree.
		if (weekday < 0 || words[nth - 1] === 'next') return [];
		return [nextDay(today, (weekday - weekdayOf(today) + 7) % 7 || 7)];
	});
	return found.length === 1 ? (found[0] ?? null) : null;
}

/** `10:30`, `10am`, `at ten`; an hour before eight says nothing of morning or evening. */
function hourIn(words: string[]): string | null {
	const found = words.flatMap((word, nth) => {
		const clock = /^([01]?\d|2[0-3]):([0-5]\d)$/.exec(word);
		if (clock) return [`${clock[1]?.padStart(2, '0')}:${clock[2]}`];
		const half = /^(1[0-2]|[1-9])(am|pm)$/.exec(word);
		if (half) return [`${String((Number(half[1]) % 12) + (half[2] === 'pm' ? 12 : 0)).padStart(2, '0')}:00`];
		if (words[nth - 1] !== 'at') return [];
		const hour =
			word === 'noon' ? 12 : hours.indexOf(word) + 1 || (/^\d{1,2}$/.test(word) ? Number(word) : 0);
		return hour >= 8 && hour <= 23 ? [`${String(hour).padStart(2, '0')}:00`] : [];
	});
	return found.length === 1 ? (found[0] ?? null) : null;
}
