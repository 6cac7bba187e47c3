import type { Context, Drafting, Mail } from '../draft.ts';
import { draft } from '../draft.ts';
import { mail } from '../mail.ts';
import { formatCents, readAmounts } from '../reader/amounts.ts';
import { firstDay } from '../reader/dates.ts';
import type { Person } from '../reader/people.ts';
import { toYou } from '../text/second-person.ts';
import { capital, count, fragments, list, sentences } from '../text/sentences.ts';
import { names } from './shared.ts';

/** Bookkeeping: a friendly reminder for each invoice that is overdue. */
export const paymentReminder: Drafting = (context) => {
	const people = context.task.people;
	if (
		people.length === 0 ||
		!/invoice|\bbill|payment|overdue|unpaid|owes?\b/i.test(`${context.task.title} ${context.task.own}`)
	)
		return null;
	const mails = people.map((person) => reminder(context, person));
	return draft({
		what: `${count(mails.length, 'payment reminder')}, to ${list(names(people))}${sumOf(people)}.`,
		mails,
		assumptions: [
			nthReminder(context)
				? 'No payment has come in.'
				: 'None of these invoices has been reminded before, and no payment has come in.'
		]
	});
};

function reminder(context: Context, person: Person): Mail {
	const note = person.note || context.task.prose;
	const [record = '', ...rest] = sentences(note);
	const invoice =
		fragments(record)
			.find((part) => /invoice|bill/i.test(part))
			?.match(/(?:invoice|bill)(?: (?:no\.?|number))? ?#?[\w/-]*\d[\w/-]*/i)?.[0] ?? numbered(record);
	const amount = readAmounts(record)[0]?.text ?? '[amount]';
	const late = /\b(\d+ (?:day|week|month)s?) (?:late|overdue|past due)\b/i.exec(record)?.[1];
	const due = (firstDay(record.match(/\bdue\b(.*)$/i)?.[1] ?? record) ?? '[due date]').replace(/\.$/, '');
	const since = late ? `has been overdue for ${late}` : `was due on ${due}`;
	const again = nthReminder(context);
	const facts = [...(person.note ? rest : []), ...context.intent.facts]
		.filter(
			(fact) =>
				!/\boverdue\b|^(?!if\b).*\bpaid\b/i.test(fact) && !fact.toLowerCase().includes(invoice.toLowerCase())
		)
		.map(toYou);
	return mail(context, person, {
		subject: `${/^invoice/i.test(invoice) ? invoice.replace(/^i/, 'I') : invoice} for ${amount}${again ? `: ${again}` : ': a friendly reminder'}`,
		paragraphs: [
			`${again ? `This is our ${again}` : 'A friendly reminder'}: our ${invoice} for ${amount} ${since}, and we have not seen a payment yet.`,
			facts.join(' '),
			'If something about the invoice is unclear, please let me know and we will sort it out.'
		],
		why: `${capital(invoice)} for ${amount} ${since}.`
	});
}

/** `#118` of a list of invoices. */
function numbered(record: string): string {
	const number = /(?<=#\s?)[A-Z]{0,4}-?\d[\w/-]*/.exec(record)?.[0];
	return number ? `invoice ${number}` : 'invoice [number]';
}

/** `second reminder`, when the task says that it is one. */
const nthReminder = ({ task }: Context) =>
	`${task.title} ${task.own}`.match(/\b(?:second|third|last|final) reminder\b/i)?.[0].toLowerCase();

/** What is open in all, when every invoice is in one currency. */
function sumOf(people: readonly Person[]): string {
	const amounts = people.map((person) => readAmounts(person.note)[0]);
	const currency = amounts[0]?.currency;
	if (people.length < 2 || currency === undefined || amounts.some((amount) => amount?.currency !== currency))
		return '';
	return `; ${formatCents(
		amounts.reduce((sum, amount) => sum + (amount?.cents ?? 0), 0),
		currency
	)} is open in all`;
}
