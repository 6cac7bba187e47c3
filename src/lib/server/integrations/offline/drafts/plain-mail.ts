import type { Context, Drafting, Mail } from '../draft.ts';
import { draft } from '../draft.ts';
import { mail } from '../mail.ts';
import type { Person } from '../reader/people.ts';
import { isClause, matterOf, saidToYou } from '../text/matter.ts';
import { toYou } from '../text/second-person.ts';
import { capital, clip, count, fragments, list, sentence } from '../text/sentences.ts';
import { lists, names } from './shared.ts';

/** Any role: a mail that says what the task says, to whom the task says. */
export const plainMail: Drafting = (context) => {
	const people = context.task.people.length ? context.task.people : [null];
	const mails = people.map((person) => write(context, person));
	const named = people.filter((person) => person !== null);
	return draft({
		what: `${count(mails.length, 'mail')}${named.length ? ` to ${list(names(named))}` : ''}.`,
		mails,
		assumptions: ['The mail says only what the task says.'],
		questions: named.length ? [] : ['To whom does the mail go? [e-mail address]']
	});
};

function write(context: Context, person: Person | null): Mail {
	const { intent, task } = context;
	const listed = new Set(task.people.map((each) => each.email));
	const points = lists(context)
		.flatMap((section) => section.items)
		.filter((item) => ![...listed].some((email) => email && item.includes(email)));
	const said = [person?.note ? saidToYou(person.note) : '', ...intent.facts.map(toYou)].filter(Boolean);
	const about = intent.about ?? '';
	const says = said.length > 0 || points.length > 0 || about !== '' || intent.questions.length > 0;
	const links = task.links.filter(
		(link) => task.own.includes(link) && !said.some((each) => each.includes(link))
	);
	const message = says ? said.join(' ') : '[what the mail should say]';
	return mail(context, person, {
		subject: subjectOf(context, person),
		paragraphs: [
			about && said.length === 0 ? sentence(`I am writing about ${about}`) : '',
			message,
			points.map((point) => `- ${capital(point)}`).join('\n'),
			links.map((link) => `Here it is: ${link}`).join('\n'),
			intent.questions.join(' '),
			about && said.length + points.length + intent.questions.length === 0
				? '[what they should know or do]'
				: ''
		],
		why: 'The task asks for this mail.'
	});
}

const instruction =
	/^(?:please )?(?:write|send|draft|reply|respond|answer|follow up|contact|reach out|tell|e-?mail|mail|prepare|make|ask|thank|remind|inform)\b/i;

/** What we call somebody among ourselves is nothing for them to read. */
const ownLabel =
	/\b(?:leads?|prospects?|angry|difficult|annoying|complain\w*|no refund|to-?do|asap|urgent|cold|outreach|(?:e-?)?mail (?:to|for)|(?:note|letter|message) (?:to|for))\b/i;

/** `Three follow-up drafts` names no matter. */
const mereKind =
	/^(?:\S+ )?(?:follow[- ]?ups?(?: (?:drafts?|e-?mails?|mails?|messages?))?|drafts?|e-?mails?|mails?)$/i;

/** The topic, the suggestion, the business written to, or the title when it is no order to us. */
function subjectOf({ intent, task, brief }: Context, person: Person | null): string {
	const suggestion = intent.facts.find((fact) =>
		/^(?:I would suggest|We would like to invite you to) /.test(fact)
	);
	if (intent.about) return capital(intent.about);
	if (suggestion)
		return capital(
			suggestion.replace(/^I would suggest |^We would like to invite you to /, '').replace(/\.$/, '')
		);
	const typed = task.title.length > 30 && task.own.startsWith(task.title.slice(0, -1));
	const ours = [/@/, instruction, ownLabel, mereKind].some((pattern) => pattern.test(task.title));
	if (!typed && !ours) return task.title;
	if (person?.note && isClause(person.note)) return matterOf(person.note).subject;
	const numbered = task.own.match(/\b(order|invoice|booking|quote) #?([A-Z]{0,4}-?\d{3,12})\b/i);
	if (numbered) return `Your ${String(numbered[1]).toLowerCase()} ${String(numbered[2])}`;
	const short = intent.facts
		.map((fact) => fragments(toYou(fact).replace(/\.$/, ''))[0] ?? '')
		.find((fact) => fact.length <= 60 && !/^I am sorry/.test(fact));
	if (short) return short;
	if (intent.questions.length > 0) return `A question from ${brief.business.name || 'us'}`;
	return subjectFrom(person?.note ?? '', intent.facts) ?? `A note from ${brief.business.name || 'us'}`;
}

/** The first words of what there is to say, cut where a thought ends. */
function subjectFrom(note: string, facts: readonly string[]): string | null {
	const [first = ''] = [note, ...facts.map(toYou)].filter((text) => text && !/^I am sorry/.test(text));
	const [part = ''] = fragments(first.replace(/[.!?]$/, ''));
	return part
		? clip(capital(part.split(/ (?:because|so that|and|but|which|that|since) /)[0] ?? part), 60)
		: null;
}
