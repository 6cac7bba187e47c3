import { lexicon, secondForms, toThem } from '../data/words.ts';
import { figures, startsIn, trimMarks, wordsOf } from '../text.ts';
import { orderIn } from './orders.ts';
import { cutAt } from './sentences.ts';

const lower = (word = '') =>
	word
		.toLowerCase()
		.replaceAll('’', "'")
		.replace(/[,.;:!?)]{1,5}$/, '');

/**
 * What a note says about somebody, said to them: `she wants our catalogue` -> `you want our catalogue`. Only by
 * table, word for word; null where a word could mean somebody else, so that the note is quoted instead.
 */
export function toYou(note: string): string | null {
	const words = note.split(' ').filter(Boolean);
	const said: string[] = [];
	let subject = '';
	for (const [at, word] of words.entries()) {
		const [plain, next] = [lower(word), lower(words[at + 1])];
		const tail = word.slice(plain.length);
		const theirs = tail === '' && next !== '' && !lexicon.notOwned.has(next) && !startsIn(next, figures);
		const you = plain === 'her' ? (theirs ? 'your' : 'you') : toThem.get(plain);
		const verb = subject && !lexicon.adverbs.has(plain) ? verbFor(plain, subject === 'they') : plain;
		if (verb === null || (!subject && lexicon.third.has(plain))) return null;
		said.push(subject && verb !== plain ? verb + tail : you ? you + tail : word);
		subject = ['he', 'she', 'they'].includes(plain) ? plain : lexicon.adverbs.has(plain) ? subject : '';
	}
	return subject ? null : said.join(' ');
}

/** Null when the tables do not know the verb; after they it stands as after you. */
function verbFor(verb: string, plural: boolean): string | null {
	const same = lexicon.sameForms.has(verb) || (plural && [...secondForms.values()].includes(verb));
	return same ? verb : (secondForms.get(verb) ?? null);
}

/** `visited the showroom`, `wants a sample`: a note that leaves its subject out. */
export const youFrom = (note: string): string | null =>
	note !== '' && note.charAt(0) === note.charAt(0).toLowerCase() ? toYou(`she ${note}`) : null;

const isFinite = (word = '') => lexicon.finite.has(word) || /^[a-z]{3,20}[^e]ed$/.test(word);

/** Whether a text is a plain statement that may be said to others as it stands, and no order to the agent. */
export function isStatement(text: string): boolean {
	const words = text.split(' ', 40).map(lower).filter(Boolean);
	const [first = '', ...rest] = lexicon.leadIns.has(words[0] ?? '') ? words.slice(1) : words;
	if (text.trimEnd().endsWith('?') || orderIn(text) !== null || rest.length === 0) return false;
	const opens = lexicon.subjects.has(first) || startsIn(first, figures) || lexicon.numbered.has(first);
	return lexicon.pronouns.has(first) || isFinite(rest[0]) || (opens && rest.some(isFinite));
}

/**
 * What is wanted of a mail, piece by piece: what an order is about (`invite`, `decline`, `sorry`, …), what the mail is
 * about, a line to say, an order that nobody could follow without guessing (with one of these nothing is proposed),
 * and a note that stays out of the mail and is named.
 */
export type Wish = { as: 'order' | 'matter' | 'line' | 'held' | 'aside'; text: string };
export const textsOf = (wishes: readonly Wish[], as: Wish['as']): string[] =>
	wishes.flatMap((wish) => (wish.as === as ? [wish.text] : []));

const firstWord = (text: string) => wordsOf(text.slice(0, 60))[0] ?? '';
const isOrdering = (text: string) => orderIn(text) !== null || lexicon.acts.has(firstWord(text));

/**
 * What somebody is to be told, clause by clause: what may be said as it stands, and what of it nobody could be sure
 * of. The first clause may begin as it likes when the task introduces it with `that` or its like, and may be an order
 * when it is one to the reader (`free`); each later one must be a statement or plainly go on with the one before it.
 */
export function spoken(text: string, introduced: boolean, free = false): Wish[] {
	const wishes: Wish[] = [];
	for (const [at, each] of cutAt(text, ';,').entries()) {
		const clause = trimMarks(each, '.!?)”"').replace(/^(?:and )?that /, '');
		const first = introduced && at === 0;
		const fits = first ? clause.includes(' ') && (free || !isOrdering(clause)) : isStatement(clause);
		const before = wishes.every(({ as }) => as === 'line') ? wishes.at(-1) : undefined;
		const goes = before && continues(clause);
		const you = (fits || goes) && isWhole(clause) ? toYou(clause) : null;
		if (you !== null && goes && (!fits || lexicon.goesOn.has(firstWord(clause)))) before.text += `, ${you}`;
		else wishes.push(you === null ? { as: 'held', text: clause } : { as: 'line', text: you });
	}
	return wishes;
}

/** Whether no part behind an `and` could be an order: `we are sorry and knock 25 off`. */
function isWhole(clause: string): boolean {
	const { subjects, goesOn, finite, opening } = lexicon;
	const opens = (word = '') =>
		[subjects, goesOn, finite, opening].some((words) => words.has(word)) || startsIn(word, figures);
	const parts = clause.replaceAll(' & ', ' and ').split(' and ').slice(1);
	return parts.every((part) => {
		const [first = '', second, third] = Array.from(part.toLowerCase().split(' ', 3), (word) =>
			trimMarks(word)
		);
		const tail = third === undefined || opens(second) || /^\p{Lu}|^\p{L}+ed /u.test(part.slice(0, 40));
		return !isOrdering(part) && (opens(first) || tail);
	});
}

function continues(clause: string): boolean {
	const isName = (word: string) =>
		startsIn(word, `${figures}(`) || word.charAt(0) !== word.charAt(0).toLowerCase();
	const first = firstWord(clause);
	const goes = first.endsWith('day') || lexicon.goesOn.has(first) || startsIn(clause, figures);
	return !isOrdering(clause) && (goes || clause.split(' ').every(isName));
}

/**
 * A sentence that the task only puts there: it is said when it speaks of us, of the thing, or to the one person
 * addressed. What speaks about somebody stays out and is named.
 */
export function volunteered(text: string): Wish[] | null {
	const you = toYou(text);
	if (you === null || wordsOf(text).some((word) => lexicon.unsaid.has(word))) return null;
	const [first = '', second = '', next = ''] = wordsOf(you);
	if (first === 'you' && ['are', 'were'].includes(second) && !lexicon.openly.has(next)) return null;
	const known = (lexicon.subjects.has(first) && !lexicon.notOpen.has(first)) || lexicon.numbered.has(first);
	const wishes = spoken(you, false);
	return known && textsOf(wishes, 'held').length === 0 ? wishes : null;
}
