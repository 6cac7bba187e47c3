import type { Context, Drafting } from '../draft.ts';
import { draft } from '../draft.ts';
import { mail } from '../mail.ts';
import { readDates } from '../reader/dates.ts';
import { toYou } from '../text/second-person.ts';
import { capital, sentences } from '../text/sentences.ts';
import { lists } from './shared.ts';

const orderNumber =
	/\b(order|invoice|booking|ticket|reservation)(?: (?:no\.?|number|#))? ?#?([A-Z]{0,4}-?\d{3,12})\b/i;
const sorry: [words: RegExp, text: string][] = [
	[/\b(?:fell|hurt|injur(?:ed|y)|bleeding)\b/i, 'I am sorry to read this, and I hope that nobody was hurt.'],
	[/\b(?:third|second|fourth) time\b/i, 'I am sorry that you have had to write more than once.'],
	[
		/\b(?:late|delay|wait(?:ed|ing)?|still (?:have )?nothing|where is|not arrived|hasn.t arrived|meant to arrive)\b/i,
		'I am sorry that you have had to wait.'
	],
	[/\b(?:broken?|damaged|cracked|scratched|defect|faulty)\b/i, 'I am sorry that it is not in order.'],
	[/\b(?:charged twice|double|overcharged|wrong)\b/i, 'I am sorry about the mistake.'],
	[/\b(?:disappointed|unhappy|angry|complain|unacceptable|rude)\b/i, 'I am sorry that this went badly.']
];
const idle = new Set(
	'what when where which would could should about there their have that this with from your tell know please still also they them will'.split(
		' '
	)
);

/** Support, and anybody: the answer to a message that was pasted or quoted. */
export const reply: Drafting = (context) => {
	const { task } = context;
	const [person = null] = task.people;
	if (!task.pasted && !person) return null;
	const message = task.pasted?.body ?? '';
	const answers = [...lists(context).flatMap((section) => section.items), ...context.intent.facts].map(toYou);
	// Who only asks something back answers with that.
	const says = answers.length > 0 || (message === '' && context.intent.questions.length > 0);
	const unanswered = questionsIn(message).filter((question) => !isAnswered(question, answers));
	const number = message.match(orderNumber) ?? task.text.match(orderNumber) ?? null;
	const written = mail(context, person, {
		subject: task.pasted?.subject
			? `Re: ${task.pasted.subject.replace(/^re: */i, '')}`
			: number
				? `Your ${String(number[1]).toLowerCase()} ${String(number[2])}`
				: 'Your message',
		paragraphs: [
			thanks(context, number),
			says ? answers.join(' ') : '[answer to the request]',
			...unanswered.map((question) => `You also asked: “${question}” [answer]`),
			...context.intent.questions,
			'If anything is unclear, just reply to this mail.'
		],
		why: `Answer to the message${person?.name ? ` from ${person.name}` : ''}.`
	});
	return draft({
		what: `a reply to ${person?.name || 'the sender'}${number ? ` about ${String(number[1]).toLowerCase()} ${String(number[2])}` : ''}.`,
		mails: [written],
		assumptions: ['Nothing was promised beyond what the task says.'],
		questions: [
			...(says
				? []
				: [
						task.pasted?.from && !task.prose
							? 'What should the answer be? [answer to the request] Your own words go above the mail, or below it after a line “---”; everything else I take for part of the mail.'
							: 'What should the answer be? The task gives no facts to answer with: [answer to the request]'
					]),
			...unanswered.map((question) => `What do we answer to “${question}”?`)
		]
	});
};

function thanks(context: Context, number: RegExpMatchArray | null): string {
	const { pasted, text } = context.task;
	const date =
		pasted?.date ||
		text.match(/\b(?:wrote|asked|mailed|message|mail) (?:\S+ )?(?:on|of) ([^:,.]{4,30})[:,.]/i)?.[1];
	const day = date ? (readDates(date)[0] ?? '') : '';
	const apology = sorry.find(([words]) => words.test(`${pasted?.subject ?? ''} ${pasted?.body ?? ''}`))?.[1];
	const about = number ? ` about ${String(number[1]).toLowerCase()} ${String(number[2])}` : '';
	return [`Thank you for your message${day ? ` of ${day}` : ''}${about}.`, apology].filter(Boolean).join(' ');
}

const questionsIn = (message: string) =>
	sentences(message.replace(/^(?:hi|hello|hey|dear)(?: \p{Lu}\p{L}+)?[,!\s]+/iu, ''))
		.map(capital)
		.filter((each) => each.endsWith('?') && each.length < 300)
		.slice(0, 8);

/** Words of a question that carry meaning; a question with none of its own is covered by the answer as a whole. */
function isAnswered(question: string, answers: readonly string[]): boolean {
	const words = (question.toLowerCase().match(/\p{L}{4,}/gu) ?? []).filter((word) => !idle.has(word));
	const text = answers.join(' ').toLowerCase();
	if (
		/^yes\b|^no\b/i.test(answers[0] ?? '') &&
		/^(?:do|does|can|could|is|are|will|would|have|has)\b/i.test(question)
	)
		return true;
	return answers.length > 0 && (words.length < 2 || words.some((word) => text.includes(word.slice(0, 5))));
}
