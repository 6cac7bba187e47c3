import { aboutOf, lexicon } from '../data/words.ts';
import { capital, trimMarks, wordsOf } from '../text.ts';
import { orderIn } from './orders.ts';
import { mentions, nameAfterLead, type Mention, type Person } from './people.ts';
import type { Wish } from './statements.ts';
import { readNote, readWish } from './wishes.ts';

/** Somebody to write to, the label they stand under, and what the task wants said to them. */
export type Addressee = { person: Person; label: string; wishes: Wish[] };
type Found = { text: string; people: (Addressee & Mention)[] };

/** More than these get no mail of their own anyway. */
const most = 50;
const nobody: Person = { name: '', org: '', email: null, note: '' };
export const toWrite = (person: Partial<Person>, label = ''): Addressee => ({
	person: { ...nobody, ...person },
	label,
	wishes: readNote(person.note ?? '')
});

/** What of a task names people and speaks about them. */
type Named = { own: string; prose: string[]; sender: Person | null; recipients: string[]; agent: string };

/** First who is named, in lists and elsewhere, then what is wanted of each: a name of one sentence is known in the next. */
export function readPeople(people: Addressee[], { own, prose, sender, recipients, agent }: Named) {
	const typed = new Set(wordsOf(own.replace(/\S{1,64}@/g, ' ')));
	const found = prose.map((text) => ({ text, people: mentions(text).map((each) => addressee(each, typed)) }));
	const named = [...people, ...found.flatMap((each) => each.people)];
	const written = new Set(named.map(({ person }) => person.email?.toLowerCase()));
	const given = recipients.flatMap(mentions).filter(({ email }) => !written.has(email.toLowerCase()));
	const added = given.map((each) => addressee(each, typed));
	for (const { person } of added)
		if (sender?.email?.toLowerCase() === person.email?.toLowerCase()) person.name ||= sender?.name ?? '';
	const lone = named.length + added.length ? [] : nameAfterLead(prose.join(' '));
	const all = [...named, ...added, ...lone.map((name) => toWrite({ name }))];
	const known = new Set(all.flatMap(({ person }) => wordsOf(person.name)));
	return { people: all, shared: found.flatMap((each) => readSentence(each, known, agent)) };
}

/** Typed in small letters, `chase priya …? priya@…` names her all the same. */
function addressee(mention: Mention, typed: ReadonlySet<string>): Addressee & Mention {
	const { name, email } = mention;
	const [local = ''] = email.toLowerCase().split(/[@._+\d-]/);
	const own = name || (local.length > 2 && typed.has(local) ? capital(local) : '');
	return { ...mention, ...toWrite({ name: own, email }) };
}

/** Gives each person what stands behind their name; who has nothing shares what follows. What names nobody is for all. */
function readSentence({ text, people }: Found, known: ReadonlySet<string>, agent: string): Wish[] {
	const words = text.split(' ').filter((word) => !known.has(trimMarks(word).toLowerCase()));
	let lead = text.slice(0, people[0]?.start);
	let waiting: Addressee[] = [];
	for (const [at, each] of people.entries()) {
		const more = at < people.length - 1;
		const { tail, next } = cutLead(text.slice(each.end, people[at + 1]?.start), more);
		if (waiting.length < most) waiting.push(each);
		if (!tail && more) continue;
		for (const { person, wishes } of waiting) {
			person.note = `${lead} ${tail}`;
			wishes.push(...readTail(lead, tail, agent));
		}
		waiting = [];
		lead = next || lead;
	}
	return people.length ? [] : readWish(words.join(' '), agent);
}

const goesOn =
	/^(?:[:,–-] ?)?(?:about|re|regarding|that|who|for|to|on|and|whether|if|because|saying|asking|thanking|we|our|i|the|an?|another)(?![\p{L}])|^: /iu;

/** What stands behind a name goes on with the order before it, or is a note about somebody. */
function readTail(lead: string, tail: string, agent: string): Wish[] {
	const order = orderIn(lead, agent);
	const isLead = (word: string) => word === '' || lexicon.leads.has(word);
	const bare = lead.split(' ').every((word) => isLead(trimMarks(word).toLowerCase()));
	if (lexicon.outward.has(order?.about ?? '') || ((order || bare) && goesOn.test(tail)))
		return readWish(`${order ? lead : 'write'} ${tail}`, agent);
	if (!order && !bare && !lead.trim().endsWith(':')) return tail ? readWish(`${lead} ${tail}`, agent) : [];
	return [...(order ? readWish(lead, agent) : []), ...readNote(trimMarks(tail, '.!?'))];
}

/** `about the lamp, and one to` -> what is said, and what already introduces the next person. */
function cutLead(part: string, more: boolean): { tail: string; next: string } {
	const words = part.split(' ').filter(Boolean);
	const isLead = (word: string) =>
		word === '' || lexicon.leads.has(word) || ['write', ...lexicon.outward].includes(aboutOf.get(word) ?? '');
	let end = words.length;
	while (more && end > 0 && isLead(trimMarks(words[end - 1] ?? '').toLowerCase())) end--;
	const tail = words.slice(0, end).join(' ');
	const next = words
		.slice(end)
		.join(' ')
		.replace(/\b(?:and|then|also) /gi, '');
	const bare = tail.replace(/^[,.;)> ]{1,4}|[,;. ]{1,4}$/g, '');
	return { tail: bare, next: orderIn(next) ? next : '' };
}
