/** Small helpers over text; each reads its input once, whatever stands in it. */

const invisible =
	/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]/g;
const spaces = /[\u00a0\u2000-\u200a\u202f\u205f\u3000]/g;

/** One kind of line end and of space, nothing invisible, and no run of spaces past what shows a column. */
export function clean(text: string): string {
	const lines = text.toWellFormed().replaceAll('\r\n', '\n').replaceAll('\r', '\n');
	return lines.replace(spaces, ' ').replace(invisible, '').replace(/ {4,}/g, '   ').normalize('NFC');
}

/** Runs of spaces and tabs as one space. */
export const oneLine = (text: string) => text.split(/\s/).filter(Boolean).join(' ');

/** Letters and digits in small letters. */
export const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];

/** Whether a text begins or ends with one of these characters; whether it is all digits. */
export const startsIn = (text: string, chars: string) => text !== '' && chars.includes(text.charAt(0));
export const endsIn = (text: string, chars: string) =>
	text !== '' && chars.includes(text.charAt(text.length - 1));
export const figures = '0123456789€$£';
export const isDigits = (text: string) =>
	text !== '' && Array.from(text).every((char) => char >= '0' && char <= '9');

/** Lists of words by their names, each written as one text. */
export function sets<Name extends string>(lists: Record<Name, string>): Record<Name, ReadonlySet<string>> {
	const made = Object.entries<string>(lists).map(
		([name, words]) => [name, new Set(words.split(' '))] as const
	);
	return Object.fromEntries(made) as Record<Name, Set<string>>;
}

/** `wants want, has have`: what stands for what. */
export const pairs = (text: string): ReadonlyMap<string, string> =>
	new Map(text.split(', ').map((pair) => pair.split(' ') as [string, string]));

/** A table written line by line, its cells between ` | `. */
export const rowsOf = (text: string): string[][] =>
	Array.from(text.trim().split('\n'), (line) => line.trim().split(' | '));

/** Whether one of `a|b c|invoic*` stands in a text, as words of their own; a star ends a beginning. */
export function says(text: string, phrases: string): boolean {
	const padded = ` ${wordsOf(text).join(' ')} `;
	return phrases
		.split('|')
		.some((phrase) => padded.includes(phrase.endsWith('*') ? ` ${phrase.slice(0, -1)}` : ` ${phrase} `));
}

export function capital(text: string): string {
	const [first = ''] = text;
	return first.toUpperCase() + text.slice(first.length);
}

export function clip(text: string, length: number): string {
	const cut = text.slice(0, length - 1).toWellFormed();
	return text.length <= length ? text : `${cut.trimEnd()}…`;
}

export const list = (parts: readonly string[]): string =>
	parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;

const small = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ');
export const count = (number: number, noun: string) =>
	`${small[number] ?? number} ${noun}${number === 1 ? '' : 's'}`;

/** `4` or `four`; null when it is no number. */
export const numberOf = (word: string): number | null =>
	small.indexOf(word) > 0 ? small.indexOf(word) : isDigits(word) && word.length < 7 ? Number(word) : null;

const edges = new Set(' \t\n,;:–—-<>()[]"“”„‘.!?');

/** Without spaces and punctuation at either end; `keep` names marks that stay at the end. */
export function trimMarks(text: string, keep = ''): string {
	let [start, end] = [0, text.length];
	while (start < end && edges.has(text.charAt(start)) && text.charAt(start) !== '(') start++;
	while (end > start && edges.has(text.charAt(end - 1)) && !keep.includes(text.charAt(end - 1))) end--;
	return text.slice(start, end);
}

/** A whole sentence with a capital and an end. */
export function sentence(text: string): string {
	const whole = capital(text.trim());
	return whole === '' || endsIn(whole, '.!?…:') ? whole : `${whole}.`;
}
