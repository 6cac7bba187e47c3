import type { Context, Drafting, Mail } from '../draft.ts';
import { draft } from '../draft.ts';
import { mail } from '../mail.ts';
import { readAmounts } from '../reader/amounts.ts';
import { firstDay } from '../reader/dates.ts';
import type { Person } from '../reader/people.ts';
import { toYou } from '../text/second-person.ts';
import { count, fragments, list, sentences } from '../text/sentences.ts';
import { names } from './shared.ts';

/** Sales: one mail for each person whose quote has gone quiet. */
export const quoteFollowUp: Drafting = (context) => {
	const people = context.task.people;
	if (people.length === 0 || !/quote|offer|proposal|estimate/i.test(context.task.own)) return null;
	const mails = people.map((person) => followUp(context, person));
	return draft({
		what: `${count(mails.length, 'follow-up mail')}, to ${list(names(people))}.`,
		mails,
		assumptions: ['Nobody has answered since the last message that the task mentions.'],
		questions: people
			.filter((person) => !/quote|offer|proposal|estimate/i.test(person.note + context.task.prose))
			.map((person) => `Which quote does the mail to ${person.name} refer to?`)
	});
};

function followUp(context: Context, person: Person): Mail {
	const [record = '', ...rest] = sentences(person.note);
	const parts = person.note ? fragments(record) : inProse(context.task.prose);
	const quote = parts.find((part) => /quote|offer|proposal|estimate/i.test(part)) ?? 'our quote';
	const sent = parts.find((part) => /\b(?:sent|made|given|of)\b/i.test(part) && firstDay(part));
	const goods = parts.filter((part) => part !== quote && part !== sent).join(', ');
	const day = sent ? firstDay(sent) : null;
	const number = quote.replace(/ (?:for|of|over) [^ ]*\d.*$/, '');
	const facts = rest.filter((each) => !/^no /i.test(each)).map(toYou);
	return mail(context, person, {
		subject: goods ? `${number}: ${goods}` : /\d/.test(number) || !day ? number : `Our ${number} of ${day}`,
		paragraphs: [
			`I am coming back to ${named(quote)}${goods ? ` (${goods})` : ''}${day ? `, which we sent you on ${day}` : ''}.`,
			[...facts, ...context.intent.facts.map(toYou)].join(' '),
			context.intent.questions.join(' ') || 'Would you like to go ahead, or is something still open for you?'
		],
		why: `${number}${readAmounts(quote)[0] ? ` for ${readAmounts(quote)[0]?.text ?? ''}` : ''} has not been answered.`
	});
}

const named = (quote: string) => (/^(?:our|\w+ [A-Z]{0,4}-?\d)/.test(quote) ? quote : `our ${quote}`);

/** A quote that is named in running text: its number, its sum and the day it was sent. */
function inProse(text: string): string[] {
	const quote =
		text.match(/\b(?:quote|offer|proposal|estimate)\b(?: (?:no\.? )?[A-Z]{0,4}-?\d[\w-]*)?/i)?.[0] ?? 'quote';
	const amount = readAmounts(text)[0]?.text;
	const day = firstDay(text);
	return [amount ? `${quote} for ${amount}` : quote, day ? `sent ${day}` : ''].filter(Boolean);
}
