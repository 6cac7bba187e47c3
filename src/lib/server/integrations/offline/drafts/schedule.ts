import type { Context, Drafting, Mail } from '../draft.ts';
import { draft } from '../draft.ts';
import { mail } from '../mail.ts';
import { readDates } from '../reader/dates.ts';
import { peopleOfText } from '../reader/people.ts';
import { plain, table } from '../text/markdown.ts';
import { capital, count, list } from '../text/sentences.ts';
import { allItems } from './shared.ts';

type Slot = { start: number; end: number | null; time: string; what: string; who: string };

const clock = /^(\d{1,2})[:.](\d{2})(?: ?(?:to|-|–|until) ?(\d{1,2})[:.](\d{2}))?:? +(.+)$/;

/** Operations: times, what and who in order, with what cannot work pointed out. */
export const schedule: Drafting = (context) => {
	const slots = allItems(context)
		.map(slot)
		.filter((each) => each !== null)
		.sort((one, other) => one.start - other.start);
	if (slots.length < 2) return null;
	const clashes = overlaps(slots);
	return draft({
		what: `a schedule with ${count(slots.length, 'entry', 'entries')}${wantsMail(context) ? ' and a mail to go with it' : ''}.`,
		body: [
			`# ${plain(context.task.title)}`,
			context.task.dates[0] ? `**Day:** ${plain(context.task.dates[0])}` : '**Day:** [date]',
			table(
				['Time', 'What', 'Who'],
				slots.map((each) => [each.time, each.what, each.who || '–'])
			),
			...context.intent.facts.map(plain),
			clashes.length
				? `## Cannot work as it stands\n\n${clashes.map((each) => `- ${plain(each)}`).join('\n')}`
				: ''
		]
			.filter(Boolean)
			.join('\n\n'),
		mails: wantsMail(context) ? [announcement(context, slots)] : [],
		assumptions: ['Entries without a name are for everybody, or need nobody in particular.'],
		questions: [...clashes]
	});
};

function slot(item: string): Slot | null {
	const match = item.match(clock);
	if (!match) return null;
	const [, hour, minute, endHour, endMinute, rest = ''] = match;
	const who = rest.match(/\(([^()]{2,80})\)\.?$/)?.[1] ?? '';
	return {
		start: Number(hour) * 60 + Number(minute),
		end: endHour === undefined ? null : Number(endHour) * 60 + Number(endMinute),
		time: `${String(hour)}:${String(minute)}${endHour === undefined ? '' : `–${endHour}:${String(endMinute)}`}`,
		what: capital(who ? rest.slice(0, rest.lastIndexOf('(')).trim() : rest),
		who: capital(who)
	};
}

/** The same name in two entries that overlap, and entries that end before they begin. */
function overlaps(slots: readonly Slot[]): string[] {
	const found = slots
		.filter((each) => each.end !== null && each.end <= each.start)
		.map((each) => `${each.time} ends before it begins.`);
	slots.forEach((one, index) => {
		for (const two of slots.slice(index + 1, index + 20)) {
			if (one.end === null || two.start >= one.end) continue;
			const twice = namesIn(one.who).filter((name) => namesIn(two.who).includes(name));
			if (twice.length)
				found.push(`${list(twice)} would be in two places at ${two.time}: ${one.what} and ${two.what}.`);
		}
	});
	return found.slice(0, 10);
}

const namesIn = (who: string): string[] => who.match(/\p{Lu}\p{Ll}+/gu) ?? [];

const wantsMail = (context: Context) => /\b(?:mail|e-mail|invitation)\b/i.test(context.task.own);

function announcement(context: Context, slots: readonly Slot[]): Mail {
	const [email] = context.task.emails;
	const person = email
		? (peopleOfText(context.task.prose).find((each) => each.email === email) ?? {
				name: '',
				org: null,
				email,
				note: ''
			})
		: null;
	const day = readDates(context.task.text)[0];
	const topic =
		context.task.prose.match(
			/\b(?:schedule|plan|agenda) (?:for|of) (?:our |the |a )?([^.,]{3,60}?)(?= on | and |[.,]|$)/i
		)?.[1] ?? context.task.title;
	return mail(context, person && { ...person, name: '' }, {
		subject: `${capital(topic)}${day ? `, ${day}` : ''}`,
		paragraphs: [
			`Here is the plan for our ${topic}${day ? ` on ${day}` : ''}:`,
			slots.map((each) => `- ${each.time}: ${each.what}${each.who ? ` (${each.who})` : ''}`).join('\n'),
			context.intent.facts.filter((fact) => !/^the mail goes/i.test(fact)).join(' '),
			'If you cannot come, or if something does not fit, please tell me soon.'
		],
		why: 'The task asks for a mail that goes with the schedule.'
	});
}
