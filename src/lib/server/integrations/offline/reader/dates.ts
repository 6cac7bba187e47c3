/** A day as it stands in a text; `open` while `01/02` does not say which is the month. */
export type Day = ReturnType<typeof dayOf>;

/** The months in six languages, whole and short. */
const names =
	'jan january januar janvier enero gennaio januari jän janv ene gen|feb february februar février febrero febbraio februari fév fev|mar march märz mars marzo maart mär mrz mrt|apr april avril abril aprile avr abr|may mai mayo maggio mei mag|jun june juni juin junio giugno giu|jul july juli juillet julio luglio juil lug|aug august août agosto augustus aoû ago|sep sept september septembre septiembre settembre set|oct october oktober octobre octubre ottobre okt ott|nov november novembre noviembre|dec december dezember décembre diciembre dicembre dez déc dic';
const months = names.split('|').map((each) => each.split(' '));
export const monthNames = months.map(([short = '']) => short.charAt(0).toUpperCase() + short.slice(1));

/** 1 to 12, or null. */
export function monthOf(word: string): number | null {
	const at = months.findIndex((each) => each.includes(word.toLowerCase()));
	return at < 0 ? null : at + 1;
}

const weekday = String.raw`(?<![\d\p{L}])(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6},? )?`;
const patterns = [
	/(?<![\d-])(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})(?!\d)/g,
	/(?<![\d.,])(?<d>\d{1,2})\.(?<m>\d{1,2})\.(?:(?<y>\d{4}|\d{2})(?!\d))?/g,
	/(?<![\d/])(?<d>\d{1,2})\/(?<m>\d{1,2})(?:\/(?<y>\d{4}|\d{2}))?(?![\d/])/g,
	new RegExp(
		`${weekday}(?<d>\\d{1,2})(?:st|nd|rd|th|\\.)? (?:of )?(?<m>\\p{L}{3,10})(?:[.,]{0,2} (?<y>\\d{4})(?!\\d))?`,
		'giu'
	),
	new RegExp(
		`${weekday}(?<m>\\p{L}{3,10})\\.? (?<d>\\d{1,2})(?:st|nd|rd|th)?(?![\\d:]|\\.\\d)(?:,? (?<y>\\d{4})(?!\\d))?`,
		'giu'
	)
];

/** The days that a text names, in its order; none lies within another. */
export function findDays(text: string): Day[] {
	const found = patterns.flatMap((pattern) => Array.from(text.matchAll(pattern), dayOf));
	const days = found.filter(({ day, month }) => month >= 1 && month <= 12 && day >= 1 && day <= 31);
	let end = 0;
	const inOrder = days.sort((one, two) => one.start - two.start || two.text.length - one.text.length);
	return inOrder.filter(({ start, text: { length } }) => start >= end && ((end = start + length), true));
}

/** `11/24` can only be the American order; `01/02` could be either. */
function dayOf({ 0: text, index = 0, groups }: RegExpMatchArray) {
	const [one, two] = [Number(groups?.['d']), Number(groups?.['m']) || monthOf(groups?.['m'] ?? '') || 0];
	const slashed = text.includes('/');
	const [day, month] = slashed && two > 12 ? [two, one] : [one, two];
	const year = groups?.['y'] ? Number(groups['y']) : null;
	const full = year !== null && year < 100 ? 2000 + year : year;
	const open = slashed && day <= 12 && day !== month;
	return { text: text.trim(), start: index, day, month, year: full, open };
}

/** The same text with spaces where these parts of it stand. */
export function blanked(text: string, parts: readonly { start: number; text: string }[]): string {
	let from = 0;
	const kept = parts.map((part) => {
		const before = text.slice(from, part.start);
		from = part.start + part.text.length;
		return before + ' '.repeat(part.text.length);
	});
	return kept.join('') + text.slice(from);
}
