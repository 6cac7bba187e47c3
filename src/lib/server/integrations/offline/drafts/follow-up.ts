import type { Context, Drafting, Mail } from '../draft.ts';
import { draft } from '../draft.ts';
import { mail } from '../mail.ts';
import type { Person } from '../reader/people.ts';
import { matterOf } from '../text/matter.ts';
import { toYou } from '../text/second-person.ts';
import { count, list, sentences } from '../text/sentences.ts';
import { isAboutQuote, quoteMail, withoutAddress } from './quote-follow-up.ts';
import { names } from './shared.ts';

const wanted = /follow[- ]?(?:ing[- ])?ups?|\bchase|gone quiet|\bnudge|check(?:ing)?[- ]in (?:with|on)/i;

/** Sales: one mail for each person who has not been heard of, about a quote or whatever it was. */
export const followUp: Drafting = (context) => {
	const { task } = context;
	const aboutQuotes = task.people.some((person) => isAboutQuote(context, person));
	if (task.people.length === 0 || (!aboutQuotes && !wanted.test(`${task.title} ${task.own}`))) return null;
	// What the sentences say to one person is said better by a plain mail.
	const bare = task.people.every((person) => !person.note && matterFor(context, person) === null);
	if (!aboutQuotes && bare && context.intent.facts.length + context.intent.questions.length > 0) return null;
	const mails = task.people.map((person) =>
		isAboutQuote(context, person) ? quoteMail(context, person) : otherMail(context, person)
	);
	return draft({
		what: `${count(mails.length, 'follow-up mail')}, to ${list(names(task.people))}.`,
		mails,
		assumptions: ['Nobody has answered since the last message that the task mentions.'],
		questions: withoutAddress(context).map(
			(name) => `What is the address of ${name}? Without it I wrote no mail there.`
		)
	});
};

/** What the line says of this person, or the words `about …` and `who …` of the task. */
function matterFor({ task, intent }: Context, person: Person): string | null {
	const told = task.people.length === 1 ? task.prose.match(/[\w>)],? who ([^.!?]{5,160})/)?.[1] : undefined;
	return sentences(person.note)[0] ?? told ?? intent.about;
}

function otherMail(context: Context, person: Person): Mail {
	const { intent } = context;
	const about = matterFor(context, person);
	const matter = about === null ? null : matterOf(about);
	const more = [...sentences(person.note).slice(1), ...intent.facts].map(toYou);
	return mail(context, person, {
		subject: matter?.subject ?? 'Following up',
		paragraphs: [
			matter?.says ?? 'I am coming back to [what it is about].',
			more.join(' '),
			intent.questions.join(' ') || (matter?.next ?? '')
		],
		why: matter
			? `${person.name || 'They'}: ${about ?? ''}.`.replace(/\.\.$/, '.')
			: 'The task asks for this mail.'
	});
}
