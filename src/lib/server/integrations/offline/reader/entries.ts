import { sumWords, totalWords, type Meaning } from '../data/headings.ts';
import { lexicon } from '../data/words.ts';
import { capital, endsIn, isDigits, trimMarks, wordsOf } from '../text.ts';
import { findAmounts, findNumbers, type Printed } from './amounts.ts';
import { blanked, findDays } from './dates.ts';
import { orderIn } from './orders.ts';
import { cutAt, listItem, sentences } from './sentences.ts';

/** One receipt, invoice or bank line, cell by cell as printed. */
export type Entry = Partial<Record<Meaning, string>>;
/** What the lines between tables hold: rows, totals that they state, and what no rule could read. */
export type Found = { entries: Entry[]; totals: string[]; unread: string[] };

const first = (text: string) => wordsOf(text.slice(0, 80))[0] ?? '';

export const isTotal = (text: string) => totalWords.split(' ').includes(first(text));

/** Nothing that was pasted is dropped; orders to the agent are not rows. */
export function readLine(line: string, found: Found): void {
	const item = listItem(line);
	const text = withoutLead((item ?? line.trim()).replaceAll(' w/ ', ' with '));
	if (isTotal(text) && sumsOf(text, true).length) found.totals.push(text);
	else for (const part of item === null ? sentences(text) : [text]) readPart(part, item !== null, found);
}

function readPart(text: string, listed: boolean, { entries, unread }: Found): void {
	const part = withPoint(text);
	const days = findDays(part);
	const dated = days[0]?.start === 0;
	const sums = sumsOf(blanked(part, days), listed || dated);
	const words = wordsOf(part);
	const prose =
		words.some((word) => lexicon.spoken.has(word)) && !words.some((word) => lexicon.spent.has(word));
	const order = orderIn(part);
	if (order !== null && !['no', 'not', 'never', 'note', 'mind'].includes(order.verb)) return;
	if (prose && !listed && !dated) unread.push(...(sums.length || entries.length ? [part] : []));
	else if (sums.length || days.length) entries.push(...piecesOf(part, days.length > 1).map(entryOf));
	else if (listed || (!endsIn(part, '.!?:') && words.length > 0)) unread.push(part);
}

/** `3.11 staples`: at the start of a line with a sum behind it, a day that lacks its last point. */
function withPoint(part: string): string {
	const day = /^(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])(?= \p{L})/u.exec(part)?.[0] ?? '';
	return day && findAmounts(part.slice(day.length)).length ? `${day}.${part.slice(day.length)}` : part;
}

/** Sums for certain, labelled ones, or else, in a list, a whole number that ends a part of the line. */
function sumsOf(text: string, listed: boolean): Printed[] {
	const all = findNumbers(text);
	const labelled = all.filter(({ start }) => labelBefore(text, start) !== null);
	const sure = new Set(findAmounts(text).map(({ start }) => start));
	if (labelled.length > 1) return labelled;
	return all.filter((each) => sure.has(each.start) || ((listed || sure.size > 0) && isWholeSum(text, each)));
}

function isWholeSum(text: string, { text: printed, body, start }: Printed): boolean {
	const after = text.slice(start + printed.length, start + printed.length + 2).trimStart();
	const before = wordsOf(text.slice(Math.max(0, start - 30), start)).at(-1) ?? '';
	const ends = after === '' || ',;('.includes(after.charAt(0));
	return (
		ends && before !== '' && !lexicon.counted.has(before) && body.length < 10 && !/^(?:19|20)\d\d$/.test(body)
	);
}

/** `vat 80`, `VAT 19% 80`: what a sum is by the word before it. */
function labelBefore(text: string, start: number): Meaning | null {
	const before = wordsOf(text.slice(Math.max(0, start - 14), start));
	return sumWords.get(before.findLast((word) => !isDigits(word)) ?? '') ?? null;
}

/** Several receipts in one sentence, cut where the next sum or the next day begins. */
function piecesOf(part: string, severalDays: boolean): string[] {
	if (sumsOf(part, true).some(({ start }) => labelBefore(part, start) !== null)) return [part];
	const pieces: string[] = [];
	let [piece, holds] = ['', false];
	for (const fragment of cutAt(part.replaceAll(' and ', ', and '), ',;')) {
		const text = fragment.startsWith('and ') ? fragment.slice(4) : fragment;
		const hasSum = sumsOf(blanked(text, findDays(text)), true).length > 0;
		if (holds && (hasSum || (severalDays && findDays(text).length > 0))) {
			pieces.push(piece);
			[piece, holds] = ['', false];
		}
		piece += piece === '' ? text : fragment === text ? `, ${text}` : ` and ${text}`;
		holds ||= hasSum;
	}
	return [...pieces, piece];
}

function entryOf(piece: string): Entry {
	const days = findDays(piece);
	const text = blanked(piece, days.slice(0, 1));
	const entry: Entry = { date: days[0]?.text.trim() ?? '' };
	const sums = sumsOf(blanked(piece, days), true);
	for (const sum of sums) entry[labelBefore(text, sum.start) ?? 'gross'] ??= sum.text;
	const rest = blanked(text, sums).replace(/ {3}| - | [–—] |[|:]/g, ' ; ');
	const [head = '', second = '', ...more] = cutAt(`${rest} `, ',;').map(bare).filter(Boolean);
	const numbered = lexicon.counted.has(first(head)) && second !== '';
	entry.supplier = capital(numbered ? second : head);
	entry.details = [numbered ? head : second, ...more].filter(Boolean).join(', ');
	return entry;
}

/** Without the small words at both ends. */
function bare(part: string): string {
	const words = trimMarks(part, ')').split(' ').filter(Boolean);
	const kept = words.map((word) => !lexicon.noise.has(word.toLowerCase()) && !word.endsWith('%'));
	return words.slice(Math.max(0, kept.indexOf(true)), kept.lastIndexOf(true) + 1).join(' ');
}

/** `Add two rows to our sheet: 3 Nov …` without what stands before the colon, unless that holds a sum or a day. */
function withoutLead(text: string): string {
	const colon = text.slice(0, 200).indexOf(': ');
	const lead = text.slice(0, Math.max(0, colon));
	const own = colon < 0 || findAmounts(lead).length > 0 || findDays(lead)[0]?.start === 0;
	return own ? text : text.slice(colon + 2);
}
