import { aboutOf, lexicon, sayings } from '../data/words.ts';
import { endsIn, pairs, trimMarks, wordsOf } from '../text.ts';
import { isDealAlone, isFact } from './deal.ts';
import { orderIn, withoutFillers, type Order } from './orders.ts';
import { cutAt, sentences } from './sentences.ts';
import { spoken, textsOf, volunteered, youFrom, type Wish } from './statements.ts';

/** Reads one sentence of the owner, out of which people and their addresses were taken. */
export function readWish(text: string, agent = ''): Wish[] {
	const plain = withoutFillers(text, agent);
	const order = orderIn(plain);
	if (order) return clausesOf(plain, order).flatMap(obey);
	const clauses = cutAt(plain, ';').filter((clause) => withoutMailWords('write', clause) !== '');
	return clauses.flatMap((clause) => volunteered(clause) ?? aside(clause));
}

const aside = (text: string): Wish[] => [{ as: 'aside', text }];
const clausesIn = (text: string) => sentences(text).flatMap((each) => cutAt(each, ';'));

/** A line under `What we know`: it is to be said, as far as it can be said as it stands. */
export const readFact = (text: string): Wish[] =>
	clausesIn(text).flatMap((clause) => {
		const wishes = spoken(clause, true);
		return textsOf(wishes, 'held').length ? aside(clause) : wishes;
	});

/** What a note says of somebody: facts for a template, what may be said to them, and the rest as an aside. */
export const readNote = (note: string): Wish[] =>
	clausesIn(note).flatMap((clause) => volunteered(clause) ?? cutAt(clause, ',').flatMap(readPart));

function readPart(part: string): Wish[] {
	const text = trimMarks(part, '?)%');
	const you = youFrom(text);
	if (isFact(text)) return [];
	if (you !== null) return [{ as: 'line', text: you }];
	return volunteered(text) ?? (orderIn(text) ? readWish(text) : aside(text));
}

/** Cuts `write to Tom, say sorry and ask whether …` where the next order to say something begins. */
function clausesOf(text: string, first: Order): Order[] {
	const parts: string[][] = [[]];
	let about = first.about;
	let before = '';
	for (const each of text.split(' ')) {
		const word = trimMarks(each).toLowerCase();
		const now = aboutOf.get(word) ?? '';
		const joined =
			endsIn(before, ',;:.–-') || lexicon.joins.has(before) || word.endsWith('ing') || word.endsWith('s');
		const inAsk = before === 'to' && about !== 'write';
		if (before && lexicon.outward.has(now) && joined && word !== 'thanks' && !inAsk) {
			parts.push([]);
			about = now;
		}
		parts.at(-1)?.push(each);
		before = each.toLowerCase();
	}
	return parts.flatMap((part) => {
		while (part.length > 1 && lexicon.joins.has((part.at(-1) ?? '').toLowerCase())) part.pop();
		return orderIn(trimMarks(part.join(' '), '.!?)”":')) ?? [];
	});
}

const groups =
	/ (?:(?:all )?our|the|my|all) (?:customers|clients|guests|team|staff|neighbours|suppliers)(?![\p{L}'’])/iu;
const nouns = pairs(
	'invitation invite, rejection decline, refusal decline, apology sorry, reminder remind, notice remind, thank thank'
);
const whole = ['offer', 'suggest', 'mention', 'thank'];

function obey({ about, verb, rest: given }: Order): Wish[] {
	const rest = given.replace(' to :', ':');
	const noun = about === 'write' ? nouns.get(wordsOf(rest).find((word) => nouns.has(word)) ?? '') : undefined;
	const orders = [about, ...(noun ? [noun] : [])];
	const kind = noun === 'invite' || noun === 'thank' ? noun : about;
	const [first = ''] = rest.split(' ', 1);
	const tail = whole.includes(about)
		? rest.slice(lexicon.pronoun.has(first) ? first.length + 1 : 0)
		: withoutMailWords(kind, ` ${rest}`.replace(groups, ' '));
	const saying = sayings.find(([each, words = '']) => each === kind && leadIn(tail, words) !== null);
	const [, after = '', form = ''] = saying ?? [];
	const word = leadIn(tail, after) ?? '';
	const left = tail.slice(word.length).trim();
	if (form === 'sorry') orders.push('sorry');
	const wishes = orders.map((text): Wish => ({ as: 'order', text }));
	if (tail === '' || about === 'make' || (noun === 'remind' && isDealAlone(left))) return wishes;
	if (form === 'who') return [...wishes, ...readPart(left)];
	if (form === 'matter') return [...wishes, ...matter(left)];
	const said = put(left, form.replace('{word}', word), after !== '' && form !== 'sorry', `${verb} ${rest}`);
	return [...wishes, ...said];
}

/** The one of some words with which a text begins; '' for any, null for none. */
function leadIn(text: string, words: string): string | null {
	if (words === '*') return '';
	const found = words.split(' ').find((word) => word && text.toLowerCase().startsWith(word));
	return found && !/^[a-z\d]/i.test(text.slice(found.length)) ? found : null;
}

/** `the delayed delivery: order 123 …`: what it is about, and what is said of it. */
function matter(text: string): Wish[] {
	const at = text.search(/: | because |; /);
	const said = spoken(at < 0 ? text : text.slice(0, at), true);
	const rest = at < 0 ? [] : put(text.slice(at).replace(/^[:;]? (?:because )?/, ''), '{}', true, text);
	const about = trimMarks(textsOf(said, 'line').join(', '), ')”"%');
	return [{ as: 'matter', text: about }, ...said.filter(({ as }) => as === 'held'), ...rest];
}

function put(text: string, form: string, introduced: boolean, order: string): Wish[] {
	const plain = text.replace(/^(?:,|(?:for|about) (?=the |this )) ?/, '');
	const wishes = spoken(plain, introduced, form.includes('lease'));
	const [one] = wishes.filter(({ as }) => as === 'line');
	if (one && form.includes('{}'))
		one.text = form.replace('{}', trimMarks(one.text, ')”"%').replaceAll('$', '$$$$'));
	if (introduced || form !== '') return wishes;
	// `decline Max, we found …`, `write to Tom at the hotel`: a statement, or only a place.
	const place = (/^(?:at|from|of) /i.test(text) && text.length < 60) || isFact(text);
	const lines = wishes.filter(({ as }) => as === 'line');
	return place || lines.length === wishes.length ? lines : [...lines, { as: 'held', text: order }];
}

/** `an e-mail to about the lamp` -> `about the lamp` */
function withoutMailWords(about: string, rest: string): string {
	const words = rest.split(' ').filter(Boolean);
	const known = (word: string) =>
		sayings.some(([each, after = '']) => each === about && after.split(' ').includes(word));
	const from = words.findIndex((each, at) => {
		const word = trimMarks(each).toLowerCase();
		const behind = (words[at - 1] ?? '').endsWith(':') && !['', 'to', 'one', 'first', 'for'].includes(word);
		return behind || (known(word) && at < words.length - 1) || (word !== '' && !lexicon.mailWords.has(word));
	});
	const colon = (words[from - 1] ?? '').endsWith(':') && !known(trimMarks(words[from] ?? '').toLowerCase());
	return from < 0 ? '' : `${colon ? ': ' : ''}${words.slice(from).join(' ')}`;
}
