import { mailKinds, type MailKind } from '../data/mails.ts';
import { toWrite, type Addressee } from '../reader/addressees.ts';
import { findDays } from '../reader/dates.ts';
import { dealOf } from '../reader/deal.ts';
import { orderIn } from '../reader/orders.ts';
import type { Person } from '../reader/people.ts';
import { textsOf, type Wish } from '../reader/statements.ts';
import { readFact } from '../reader/wishes.ts';
import { capital, clip, count, list, says, sentence, trimMarks } from '../text.ts';
import { choose, draft, fill, joined, type Context, type Drafting, type Mail, type Slots } from './draft.ts';
import { greeting, signOff } from './voice.ts';

/** One mail to each person whom the task names, or to whoever wrote the pasted message. */
export const mails: Drafting = (context) => {
	const { people, pasted, english } = context.task;
	const addressees = people.length ? people.slice(0, 50) : [toWrite(pasted?.from ?? {})];
	const written = addressees.map((each) => mailTo(each, context));
	const names = written.map(({ mail: { person } }) => person.name || (person.email ?? '')).filter(Boolean);
	const each = (as: Wish['as']) => [...new Set(written.flatMap(({ wishes }) => textsOf(wishes, as)))];
	const foreign =
		'Without a language model I read and write only English. What should the mail say, in English?';
	return draft({
		what: `${count(written.length, written[0]?.kind.what ?? 'mail')}${names.length ? `, to ${list(names)}` : ''}.`,
		mails: written.map(({ mail }) => mail),
		look: each('aside').map((note) => `Left out of the mail, in your words: “${clip(note, 300)}”`),
		questions: [
			...each('held').map(
				(text) => `How should I say this? I propose nothing until I know: “${clip(text, 300)}”`
			),
			...(english ? [] : [foreign])
		]
	});
};

function mailTo(addressee: Addressee, context: Context): { mail: Mail; kind: MailKind; wishes: Wish[] } {
	const { task } = context;
	const wishes = together(addressee, context);
	const kind = kindOf(addressee, wishes, context);
	const slots = slotsOf(addressee, wishes, context);
	const opening = choose(kind.opening, slots);
	const bare = opening === '{none}';
	const all = [...new Set(textsOf(wishes, 'line'))];
	const asks = all.filter((line) => line.endsWith('?'));
	const lines = all.filter((line) => !line.endsWith('?'));
	const told = all.length > 0 || (!bare && opening.includes('{'));
	const says = told || !['plain', 'reply', 'first'].includes(kind.key);
	const own = task.english && (says || bare) ? [lines.map(sentence).join(' '), ...asks] : [];
	const mail = letter(context, addressee.person, fill(kind.subject, slots), [
		bare ? '' : fill([opening], slots),
		textsOf(wishes, 'order').includes('sorry') ? 'I am sorry about this.' : '',
		...own,
		says && task.english ? '' : '[what the mail should say]',
		asks.length ? '' : fill(kind.closing, { ...slots, none: '' })
	]);
	return { mail: { ...mail, ready: mail.ready && textsOf(wishes, 'held').length === 0 }, kind, wishes };
}

/** Greeting, paragraphs, sign-off. With a blank that only a person can fill, it is not ready. */
export function letter(
	{ brief, task }: Context,
	person: Person,
	subject: string,
	paragraphs: string[]
): Mail {
	const body = joined(greeting(brief.agent.tone, person), ...paragraphs, signOff(brief, task.own));
	const ready = task.beyond.length === 0 && !body.replace('[your name]', '').includes('[');
	return { person, subject: clip(subject, 140), body, ready };
}

const factLabels = 'know|rule|rules|facts|policy|answer|notes|say|offer';

/** What is said to one person, to all, and in a list of facts; a refusal says nothing but its own. */
function together({ wishes, label }: Addressee, { task }: Context): Wish[] {
	const own: Wish[] = [{ as: 'order', text: orderIn(label)?.about ?? '' }, ...wishes];
	const lists = task.sections.filter(({ label }) => says(label, factLabels));
	const facts = lists.flatMap(({ items, lines }) => [...items, ...lines].flatMap(readFact));
	return textsOf(own, 'order').includes('decline') ? own : [...own, ...facts, ...task.shared];
}

function kindOf({ person, label }: Addressee, wishes: Wish[], { task, brief }: Context): MailKind {
	const own = textsOf(wishes, 'order').find((each) => each === 'invite' || each === 'decline');
	const all = task.prose.filter((each) => !each.includes('@')).join(' ');
	const text = `${task.title} ${person.note} ${all} ${label}`;
	const hiring = brief.roleKey === 'recruiting' || says(text, 'interview|application|candidate*|applicants');
	const invited = hiring ? 'interview' : 'invitation';
	const key = own === 'decline' ? 'refusal' : own === 'invite' ? invited : task.pasted ? 'reply' : '';
	const fits = ({ words, also, key: name }: MailKind) =>
		(name === 'plain' || says(text, words)) && (also === '*' || says(text, also));
	return mailKinds.find((kind) => (key ? kind.key === key : fits(kind))) ?? (mailKinds.at(-1) as MailKind);
}

/** What the slots of a mail stand for, as far as the task says. */
function slotsOf({ person, label }: Addressee, wishes: Wish[], { task, brief }: Context): Slots {
	const all = `${task.pasted?.body ?? ''} ${task.prose.join(' ')}`;
	const deal = dealOf(`${person.note}${task.people.length < 2 ? ` ${all}` : ''}`);
	const lines = textsOf(wishes, 'line');
	const about = textsOf(wishes, 'matter').find(Boolean) ?? '';
	const matter = about || (label && findDays(person.note)[0]?.start === 0 ? person.note : '');
	const { number, goods, amount, sent } = deal;
	const sum = amount && (goods ? `, ${amount}` : ` for ${amount}`);
	const reminder = says(task.own, 'second')
		? 'our second'
		: says(task.own, 'third|last')
			? 'another'
			: 'a friendly';
	return {
		...deal,
		of: `${number && ` ${number}`}${goods && ` for ${goods}`}${sum}${sent && `, sent on ${sent}`}`,
		matter,
		Matter: capital(matter),
		Goods: capital(goods),
		day: findDays(matter)[0]?.text ?? '',
		stage: `${reminder} reminder`,
		subject: task.pasted?.subject.replace(/^(?:Re|Aw|Sv|Fwd?): /i, '') ?? '',
		business: brief.business.name.trim(),
		Line: capital(trimMarks(clip((lines[0] ?? '').split(/[,;.?:] /)[0] ?? '', 60), '…)”')),
		none: lines.length ? ' ' : ''
	};
}
