import type { Context, Drafting, Mail } from '../draft.ts';
import { draft } from '../draft.ts';
import { mail } from '../mail.ts';
import type { Person } from '../reader/people.ts';
import { isClause, matterOf } from '../text/matter.ts';
import { toYou } from '../text/second-person.ts';
import { count, list, sentences } from '../text/sentences.ts';
import { toldEach } from '../text/told-each.ts';
import { isAboutQuote, quoteMail, withoutAddress } from './quote-follow-up.ts';
import { names } from './shared.ts';

const wanted = /follow[- ]?(?:ing[- ])?ups?|\bchase|gone quiet|\bnudge|check(?:ing)?[- ]in (?:with|on)/i;

/** Sales: one mail for each person who has not been heard of, about a quote or whatever it was. */
export const followUp: Drafting = (context) => {
	const { task } = context;
	const aboutQuotes = task.people.some((person) => isAboutQuote(context, person));
	if (task.people.length === 0 || (!aboutQuotes && !wanted.test(`${task.title} ${task.own}`))) return null;
	const told = toldEach(task.prose, task.people);
	// What the sentences say to one person is said better by a plain mail.
	const bare = task.people.every((person) => !person.note && matterFor(context, person, told) === null);
	if (!aboutQuotes && bare && context.intent.facts.length + context.intent.questions.length > 0) return null;
	const mails = task.people.map((person) =>
		isAboutQuote(context, person) ? quoteMail(context, person) : otherMail(context, person, told)
	);
	return draft({
		what: `${count(mails.length, 'follow-up mail')}, to ${list(names(task.people))}.`,
		mails,
		assumptions: [
			bare && !aboutQuotes
				? 'The task does not say what the last word was about, so the mails ask how things stand.'
				: 'Nobody has answered since the last message that the task mentions.'
		],
		questions: withoutAddress(context).map(
			(name) => `What is the address of ${name}? Without it I wrote no mail there.`
		)
	});
};

/** `They all met us at the fair.` */
const ofThem = /^(?:they|she|he)(?: all| both)? (.+?)\.?$/i;
const isOfThem = (fact: string) => isClause(ofThem.exec(fact)?.[1] ?? '');

/** What the line says of this person, the words `about …` and `who …` of the task, or a sentence of its own. */
function matterFor({ task, intent }: Context, person: Person, told: Map<string, string>): string | null {
	const who = task.people.length === 1 ? task.prose.match(/[\w>)],? who ([^.!?]{5,160})/)?.[1] : undefined;
	const fact = ofThem.exec(intent.facts.find(isOfThem) ?? '')?.[1];
	return sentences(person.note)[0] ?? told.get(person.email ?? '') ?? who ?? intent.about ?? fact ?? null;
}

function otherMail(context: Context, person: Person, told: Map<string, string>): Mail {
	const { intent, brief } = context;
	const about = matterFor(context, person, told);
	const matter = about === null ? null : matterOf(about);
	const facts = intent.facts.filter((fact) => ofThem.exec(fact)?.[1] !== about);
	const more = [...sentences(person.note).slice(1), ...facts].map(toYou);
	return mail(context, person, {
		subject: matter?.subject ?? `Checking in from ${brief.business.name || 'us'}`,
		paragraphs: [
			matter?.says ?? 'I wanted to ask how things stand on your side.',
			more.join(' '),
			intent.questions.join(' ') || (matter?.next ?? 'Is there anything that you need from us?')
		],
		why: matter
			? `${person.name || 'They'}: ${about ?? ''}.`.replace(/\.\.$/, '.')
			: 'The task asks for this mail.'
	});
}
