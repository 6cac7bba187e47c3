import { aboutOf, lexicon } from '../data/words.ts';
import { capital, isDigits, trimMarks, wordsOf } from '../text.ts';
import { findAddresses } from './addresses.ts';
import { monthOf } from './dates.ts';

/** Somebody named in a task. `note` is what the same line or sentence says about them. */
export type Person = { name: string; org: string; email: string | null; note: string };

const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** A word that can be part of a name: a capital, and neither an order nor a day. */
function isNameWord(word: string): boolean {
	const plain = word.toLowerCase();
	if (lexicon.notNames.has(plain) || aboutOf.has(plain) || monthOf(word) !== null) return false;
	return /^(?:\p{Lu}[\p{L}\p{M}.'’-]{0,40}|[\p{Script=Han}\p{Script=Katakana}]{2,5})$/u.test(word);
}

export function isName(text: string): boolean {
	const words = text.split(' ', 7);
	const fits = words.every(
		(word) => isNameWord(word) || lexicon.particles.has(word) || word === '&' || isDigits(word)
	);
	return text.length <= 60 && words.length <= 5 && isNameWord(words[0] ?? '') && fits;
}

/** `Priya Shah, Harbour Hotel, priya@harbour.example: 40 chairs`; null when the line begins with nobody. */
export function personOfLine(line: string): Person | null {
	const [address] = findAddresses(line);
	const colon = line.slice(0, 80).search(/[:–]/);
	const end = address?.start ?? colon;
	const [name = '', ...rest] = trimMarks(line.slice(0, Math.max(0, end)))
		.replaceAll('(', ',')
		.split(',')
		.map((part) => trimMarks(part));
	if (end < 0 || (name === '' ? !address : !isName(name))) return null;
	const note = trimMarks(line.slice(address?.end ?? colon + 1), '.!?)”"');
	return { name, org: rest.filter(Boolean).join(', '), email: address?.email ?? null, note };
}

/** What names somebody in running text: where it begins and ends, and who it is. */
export type Mention = { name: string; email: string; start: number; end: number };

/** Everybody whose address stands in a text, with the name before it. */
export function mentions(text: string): Mention[] {
	let last = 0;
	return findAddresses(text).map(({ email, start, end }) => {
		const from = Math.max(last, start - 120);
		last = end;
		const { name, at } = nameBefore(text.slice(from, start), email);
		const close = /^[>)"]{1,3}/.exec(text.slice(end, end + 3))?.[0].length ?? 0;
		return { name, email, start: from + at, end: end + close };
	});
}

const nameRuns =
	/\p{Lu}[\p{L}\p{M}.'’-]{0,40}(?: (?:(?:de|da|van|von|der|den|la|le|du|di|&) ){0,2}\p{Lu}[\p{L}\p{M}'’-]{0,40}){0,3}/gu;

/** `Sarah Chen from Brightline Logistics (`: the name that the address bears out, else the nearest. */
function nameBefore(before: string, email: string): { name: string; at: number } {
	const local = fold(email.split('@')[0] ?? '');
	const runs = Array.from(before.matchAll(nameRuns), (match) => {
		const words = match[0].split(' ');
		const name = trimMarks(words.slice(Math.max(0, words.findIndex(isNameWord))).join(' '));
		const at = match.index + Math.max(0, match[0].indexOf(name));
		return { name, at, gap: before.slice(at + name.length) };
	}).filter(
		({ name, at }) => isName(name) && !/(?:\bat|\bfrom|\bof|,) $/.test(before.slice(Math.max(0, at - 5), at))
	);
	const bears = (name: string) =>
		name.split(' ').some((word) => word.length > 2 && local.includes(fold(word)));
	const behind = (gap: string) =>
		/^ (?:at|from|of) |^, /.test(gap) && !wordsOf(gap).some((word) => aboutOf.has(word));
	const chosen =
		runs.findLast(({ name }) => bears(name)) ??
		runs.findLast(({ gap }) => trimMarks(gap.replace('(', '')) === '') ??
		runs.findLast(({ gap }) => behind(gap));
	if (chosen) return chosen;
	// `chase priya at the hotel, priya@…`: in small letters, when the address says so.
	const [typed = ''] = local.split(/[._+\d-]/);
	const at = typed.length > 2 ? ` ${before.toLowerCase()}`.lastIndexOf(` ${typed} `) : -1;
	return at < 0 ? { name: '', at: before.replace(/[<( "]{1,4}$/, '').length } : { name: capital(typed), at };
}

const lead = '\\b(?:to|with|tell|remind|invite|ask|thank|answer|chase|decline|reject|contact|people) ';
const namesAfter = new RegExp(
	`${lead}(${nameRuns.source}(?:(?:, and |, | and )${nameRuns.source}){0,20})`,
	'gu'
);
const smallAfter = new RegExp(`${lead}([a-z]{3,15}),`, 'g');

/** Names without an address: after `to`, `with` and their like, one or several in a row, or `reply to marta, …`. */
export function nameAfterLead(text: string): string[] {
	const small = Array.from(text.matchAll(smallAfter), ([, name = '']) => name);
	const sure = small.find((name) => !lexicon.notNames.has(name) && !aboutOf.has(name));
	const rows = Array.from(text.matchAll(namesAfter), ([, row = '']) => row.split(/, and |, | and /));
	const names = rows.map((row) => row.map((name) => trimMarks(name)).filter(isName));
	return sure ? [capital(sure)] : (names.find((row) => row.length > 0) ?? []);
}

const plainName = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} .'’-]{0,250}$/u;

/** `Priya Shah <priya@harbour.example>`; the address alone when the name is not known or would have to be quoted. */
export const addressed = ({ name, email }: Person): string =>
	plainName.test(name) ? `${name} <${email ?? ''}>` : (email ?? '');

/** A company has no first name to greet. */
export function isCompany({ name, email }: Person): boolean {
	const words = name.split(' ').map(fold);
	const [local = '', domain = ''] = fold(email ?? '').split('@');
	return (
		words.some((word) => lexicon.companies.has(word)) ||
		(domain.startsWith(words.join('')) && !words.some((word) => local.includes(word)))
	);
}
