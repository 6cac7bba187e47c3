import type { Drafting } from '../draft.ts';
import { draft } from '../draft.ts';
import { mail } from '../mail.ts';
import { toYou } from '../text/second-person.ts';
import { capital, small } from '../text/sentences.ts';
import { itemsUnder } from './shared.ts';

/** Sales: the first mail to somebody who does not know us yet. */
export const firstMail: Drafting = (context) => {
	const [person = null] = context.task.people;
	if (!person) return null;
	const known = itemsUnder(context, /know|about|background|research|facts/i) ?? [];
	const offers = itemsUnder(context, /offer|sell|propose|we do|product/i) ?? [];
	const [reason, second, ...unused] = known;
	const org = person.org ?? reason?.match(/^(\p{Lu}\S*(?: \p{Lu}\S*)*)/u)?.[1] ?? (person.name || 'you');
	const product = offers[0]?.split(/,| that | from | for | in /)[0];
	const written = mail(context, person, {
		subject: product ? `${product} for ${org}` : capital(context.intent.about ?? `A question for ${org}`),
		paragraphs: [
			[
				reason
					? `I understand that ${startOf(reason)}.`
					: context.intent.about
						? `I am writing to you about ${context.intent.about}.`
						: `I am writing to you because [reason to write to ${org} now].`,
				second ? toYou(second) : ''
			]
				.join(' ')
				.trim(),
			context.intent.facts.map(toYou).join(' '),
			offers.length
				? 'What we can offer you:'
				: context.intent.facts.length
					? ''
					: `[one sentence on what we do for companies like ${org}]`,
			offers.map((offer) => `- ${capital(offer.replace(/\.$/, ''))}`).join('\n'),
			context.intent.questions.join(' ') || 'Would you have 20 minutes for a short call? [two dates]'
		],
		why: `First mail to ${person.name || (person.email ?? '')}, as the task asks.`
	});
	return draft({
		what: `a first mail to ${person.name || (person.email ?? '')}${person.org ? ` at ${person.org}` : ''}.`,
		mails: [written],
		assumptions: unused.length
			? [`A first mail carries few reasons, so this was left out: ${unused.join(' ')}`]
			: []
	});
};

const startOf = (text: string) =>
	(/^(?:The|Their|They|She|He|A|An)\b/.test(text) ? small(toYou(text)) : text).replace(/\.$/, '');
