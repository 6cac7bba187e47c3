import type { Context, Mail } from '../draft.ts';
import { mail } from '../mail.ts';
import { readAmounts } from '../reader/amounts.ts';
import { firstDay } from '../reader/dates.ts';
import type { Person } from '../reader/people.ts';
import { isClause } from '../text/matter.ts';
import { toYou } from '../text/second-person.ts';
import { capital, fragments, sentences } from '../text/sentences.ts';

const quoteWords = /quote|offer|proposal|estimate/i;

/** Whether the line about a person speaks of a quote, or the task as a whole does. */
export const isAboutQuote = ({ task }: Context, person: Person) =>
	!isClause(person.note) && (quoteWords.test(person.note) || quoteWords.test(withoutNotes(task)));

/** What the task says of all of them. */
const withoutNotes = ({ title, prose, people }: Context['task']) =>
	people
		.reduce((text, { note }) => (note ? text.replace(note, '') : text), `${title} ${prose}`)
		.replace(newQuote, '');

/** `ask if she wants a quote`: there is none yet. */
const newQuote =
	/\b(?:wants?|needs?|would like|interested in) (?:a|another) (?:new )?(?:quote|offer|estimate)\b/gi;

/** `… and 12 stools to Marie at Café Lune`, where others have an address and Marie has none. */
export function withoutAddress({ task }: Context): string[] {
	if (!task.people.some((person) => person.email)) return [];
	const named = Array.from(
		task.prose.matchAll(/(?:EUR|USD|GBP|CHF|[\d€$£])(?: each)? to (\p{Lu}\p{Ll}+)/gu),
		(match) => match[1] ?? ''
	);
	return named.filter((name) => name && !task.people.some((person) => person.name.startsWith(name)));
}

/** One mail about a quote that has gone quiet. */
export function quoteMail(context: Context, person: Person): Mail {
	const [record = '', ...rest] = sentences(person.note);
	const parts = person.note ? fragments(record) : inProse(passageOf(context, person));
	const quote = parts.find((part) => /quote|offer|proposal|estimate/i.test(part)) ?? 'our quote';
	const sent = parts.find((part) => /\b(?:sent|made|given|of)\b/i.test(part) && firstDay(part));
	const goods = parts.filter((part) => part !== quote && part !== sent).join(', ');
	const day = sent ? firstDay(sent) : null;
	const last =
		day && new RegExp(`last ${day}`, 'i').test(`${person.note} ${context.task.prose}`) ? 'last ' : '';
	const number = withoutSum(quote);
	const ordered = fragments(goods)
		.filter((part) => part !== readAmounts(part)[0]?.text)
		.join(', ');
	const facts = rest.filter((fact) => !/^no /i.test(fact)).map(toYou);
	return mail(context, person, {
		subject: subjectOf(context, { number, ordered, day }),
		paragraphs: [
			`I am coming back to ${named(quote)}${goods ? ` (${goods})` : ''}${day ? `, which we sent you ${last ? '' : 'on '}${last}${day}` : ''}.`,
			[...facts, ...context.intent.facts.filter((fact) => !isSaid(fact)).map(toYou)].join(' '),
			context.intent.questions.join(' ') || 'Would you like to go ahead, or is something still open for you?'
		],
		why: whyOf(person, quote, goods)
	});
}

/** `They all got our quote last Thursday`: the first sentence of the mail says it already. */
const isSaid = (fact: string) =>
	/^(?:they|we|all|both|each)\b.{0,40}\b(?:got|received|have|sent|asked)\b/i.test(fact) &&
	quoteWords.test(fact);

/** Which quote has had no answer, and whose it is. */
function whyOf(person: Person, quote: string, goods: string): string {
	const sum = readAmounts(quote)[0]?.text;
	const which = bare.test(withoutSum(quote))
		? `The ${withoutSum(quote).replace(/^our /i, '')} to ${person.name || (person.email ?? 'them')}`
		: capital(withoutSum(quote));
	return `${which}${sum ? ` for ${sum}` : ''}${goods ? ` (${goods})` : ''} has not been answered.`;
}

const bare = /^(?:our )?(?:quote|offer|proposal|estimate)$/i;

/** `quote Q-2031 for €6,480` -> `quote Q-2031`; what else it is for stays. */
const withoutSum = (quote: string) => {
	const sum = readAmounts(quote)[0]?.text;
	return sum ? (quote.split(sum)[0] ?? '').replace(/ (?:for|of|over) $/, '') : quote;
};

/** Says which quote it is, so that the mail is found again: its number, its goods or its day. */
function subjectOf(
	{ brief }: Context,
	{ number, ordered, day }: { number: string; ordered: string; day: string | null }
): string {
	const ours = /^our /i.test(number) ? number : `our ${number}`;
	if (!bare.test(number)) return ordered ? `${number}: ${ordered}` : number;
	if (ordered) return `${ours}${/^\d/.test(ordered) ? ' for ' : ': '}${ordered}`;
	if (day) return `${ours} of ${day}`;
	return brief.business.name ? `${ours.replace(/^our/i, 'your')} from ${brief.business.name}` : ours;
}

const named = (quote: string) => (/^(?:our|\w+ [A-Z]{0,4}-?\d)/.test(quote) ? quote : `our ${quote}`);

/** What the text says up to where it comes to this person and the next one: `40 chairs to Tom, and 12 stools to Marie`. */
function passageOf({ task }: Context, person: Person): string {
	const parts = task.prose.split(/, and (?=\d)|; /);
	const own = parts.filter((part) =>
		person.email ? part.includes(person.email) : part.includes(person.name)
	);
	if (parts.length > 1 && own.length === 1) return String(own[0]);
	return task.people.length > 1 && readAmounts(task.prose).length > 1 ? stretchOf(task, person) : task.prose;
}

/** Where several sums stand in one sentence, a person's is the one between this name and the next. */
function stretchOf(task: Context['task'], person: Person): string {
	const at = ({ name, email }: Person) => task.prose.indexOf(name || (email ?? name));
	const from = at(person);
	const next = task.people.map(at).filter((each) => each > from);
	return from < 0 ? '' : task.prose.slice(from, next.length ? Math.min(...next) : undefined);
}

const each =
	/\b(\d[\d.,]* (?:\p{Ll}+ ){1,3})(?:at|for|à|@) ([^,;]{0,4}\d[\d.,]*(?: ?[A-Z€$£]{1,3})?) (?:each|apiece|per \p{Ll}+|a piece)/u;

/** A quote that is named in running text: its number, its sum or its price apiece, and the day it was sent. */
function inProse(text: string): string[] {
	const quote =
		text.match(
			/\b(?:quote|offer|proposal|estimate)\b(?: (?:no\.? )?[A-Z]{0,4}-?\d[\w-]*(?! (?:day|week|month|year)))?/i
		)?.[0] ?? 'quote';
	const apiece = text.match(each)?.[0];
	const amount = apiece ? undefined : readAmounts(text)[0]?.text;
	const goods = apiece ?? text.match(/\bquoted (\d[\d.,]* \p{Ll}+)/u)?.[1] ?? '';
	const day = firstDay(text.replace(/\b(?:before|by|until) \p{Lu}\p{L}+/gu, ''));
	return [amount ? `${quote} for ${amount}` : quote, goods, day ? `sent ${day}` : ''].filter(Boolean);
}
