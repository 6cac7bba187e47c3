import type { Context, Drafting, Mail } from '../draft.ts';
import { draft } from '../draft.ts';
import { mail } from '../mail.ts';
import { firstDay, readDates } from '../reader/dates.ts';
import type { Person } from '../reader/people.ts';
import { personOfLine } from '../reader/people.ts';
import { toYou } from '../text/second-person.ts';
import { capital, count, list, sentences } from '../text/sentences.ts';
import { lists, names } from './shared.ts';

const refusing = /declin|reject|refus|turn down|say no|not invited?/i;
const inviting = /invit|interview|meet/i;

/** Recruiting: invitations and refusals, one mail for each candidate. */
export const candidateMails: Drafting = (context) => {
	const listed = lists(context).flatMap((section) =>
		section.items
			.map(personOfLine)
			.filter((person) => person !== null)
			.map((person) => ({ person, label: section.label }))
	);
	const all = listed.length ? listed : context.task.people.map((person) => ({ person, label: '' }));
	if (all.length === 0) return null;
	const sorted = all.map(({ person, label }) => ({ person, refuse: refuses(label, context, person) }));
	const invited = sorted.filter((each) => !each.refuse).map((each) => each.person);
	const declined = sorted.filter((each) => each.refuse).map((each) => each.person);
	return draft({
		what:
			[
				invited.length ? `${count(invited.length, 'invitation')} (${list(names(invited))})` : '',
				declined.length ? `${count(declined.length, 'refusal')} (${list(names(declined))})` : ''
			]
				.filter(Boolean)
				.join(' and ') + '.',
		mails: sorted.map(({ person, refuse }) =>
			refuse ? refusal(context, person, invited.length === 0) : invitation(context, person)
		),
		assumptions: declined.length ? ['A refusal gives one reason at most, and only the one in the task.'] : [],
		questions: invited
			.filter((person) => !whenOf(context, person))
			.map(
				(person) =>
					`When should the interview with ${person.name || (person.email ?? 'them')} be? [date and time]`
			)
	});
};

/** `tell Sara yes, … Tell Max no sorry, …`: what stands in the sentence about a person counts first. */
function refuses(label: string, { task }: Context, person: Person): boolean {
	if (refusing.test(label)) return true;
	if (inviting.test(label)) return false;
	const own = passageOf(task, person);
	if (own && (refusing.test(own) || shortNo.test(own))) return true;
	if (own && inviting.test(own)) return false;
	const text = `${task.title} ${task.prose}`;
	return refusing.test(text) && !/\binvit/i.test(text);
}

/** `Invite Amy … and reject Max …`: what is done to each stands in one sentence. */
const clauseEnd = /,? (?:and|but) (?=(?:invite|declin|reject|refus|tell|turn down|say)\w*\b)|; /i;

const shortNo = /\b(?:no|sorry|unfortunately)\b/i;

/** The sentence about this person, when the task has one for each. */
function passageOf(task: Context['task'], person: Person): string | null {
	if (task.people.length < 2) return null;
	const key = person.email ?? person.name;
	const own = sentences(task.prose).find((each) => each.includes(key));
	return own?.split(clauseEnd).find((each) => each.includes(key)) ?? own ?? null;
}

function invitation(context: Context, person: Person): Mail {
	const when = whenOf(context, person) || '[date and time]';
	return mail(context, person, {
		subject: `Interview on ${when.replace(/(?: via |,).*$/, '')}`,
		paragraphs: [
			`Thank you for your application. We would like to meet you and talk about the ${jobOf(context) ?? 'job'}.`,
			`Our suggestion: ${when}. ${context.intent.facts.map(toYou).join(' ')}`.trim(),
			'Please let me know whether this suits you. If it does not, tell me which times do.'
		],
		why: `The task asks to invite ${person.name}.`
	});
}

/** What the task says goes into every refusal when nobody is invited. */
function refusal(context: Context, person: Person, forAll: boolean): Mail {
	const own = passageOf(context.task, person)
		?.match(/\b(?:sorry|because|since)\b,? (.+)$|\), (we .+)$/i)
		?.slice(1)
		.find(Boolean);
	const reason = (person.note || (own ?? '')).replace(/\.$/, '');
	const facts = forAll || context.task.people.length === 1 ? context.intent.facts.map(toYou).join(' ') : '';
	return mail(context, person, {
		subject: 'Your application',
		paragraphs: [
			'Thank you for your application and for the time you put into it.',
			`We have decided not to take your application further${reason ? `: ${reason}` : ''}` +
				`. ${facts} I am sorry that I have no better news.`.replace('  ', ' '),
			'I wish you all the best for your search.'
		],
		why: `The task asks to decline ${person.name}.`
	});
}

/** The time beside the name, or else the day in the text with what follows it: `2 December at 14:00 via video call`. */
function whenOf({ task }: Context, person: Person): string {
	const own = person.note.replace(/\.$/, '');
	const text = task.people.length === 1 ? task.own : (passageOf(task, person) ?? '');
	const day = readDates(text)[0] ?? firstDay(text);
	if (own || !day) return capital(own);
	const after =
		text
			.slice(text.indexOf(day) + day.length)
			.match(/^(?: (?:at|from|via|by|in|,|\d{1,2}(?::\d\d)? ?(?:[ap]m\b)?) ?[^.;\n]{1,160})?/)?.[0] ?? '';
	return capital(day + after);
}

/** `the Marketing Manager role` */
const jobOf = ({ task }: Context) =>
	task.prose.match(/\bfor (?:the |our )?([^.,;:]{3,60}? (?:role|position|job))\b/i)?.[1];
