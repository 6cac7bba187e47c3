const months = 'January|February|March|April|May|June|July|August|September|October|November|December';
const shortMonths = 'Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec';
const month = `(?:${months}|(?:${shortMonths})\\b\\.?)`;
const weekdays = '(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day';
const day = String.raw`\d{1,2}(?:st|nd|rd|th)?`;

const pattern = [
	String.raw`(?:${weekdays},?\s)?${day}(?:\sof)?\s${month}(?:,?\s\d{4})?`,
	String.raw`(?:${weekdays},?\s)?${month}\s${day}\b(?:,\s\d{4})?`,
	String.raw`\d{4}-\d{2}-\d{2}`,
	String.raw`(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:\d{4}|\d{2})?(?!\d)`,
	String.raw`\d{1,2}/\d{1,2}/\d{2,4}`
].join('|');

const dates = new RegExp(String.raw`(?<![\w.])(?:${pattern})`, 'g');
const looseDates = new RegExp(
	String.raw`(?<![\w.])(?:${pattern}|(?:next\s)?${weekdays}|tomorrow|today|next week|end of (?:the )?(?:week|month))\b`,
	'gi'
);

/** Calendar days as they are written in the text, in order, each once. */
export function readDates(text: string): string[] {
	return [...new Set(Array.from(text.matchAll(dates), (match) => match[0]))];
}

/** Where each calendar day of the text begins. */
export function dayStarts(text: string): number[] {
	return Array.from(text.matchAll(dates), (match) => match.index);
}

/** The first day named, also a loose one such as `Friday` or `next week`. */
export function firstDay(text: string): string | null {
	return readDates(text)[0] ?? text.match(looseDates)?.[0] ?? null;
}
