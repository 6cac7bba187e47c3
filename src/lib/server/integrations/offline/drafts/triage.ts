import type { Drafting } from '../draft.ts';
import { draft } from '../draft.ts';
import type { Person } from '../reader/people.ts';
import { firstName, readEmails } from '../reader/people.ts';
import { plain, table } from '../text/markdown.ts';
import { clip, count, list } from '../text/sentences.ts';
import { names } from './shared.ts';

type Topic = { rank: number; urgency: string; topic: string; words: RegExp; answer: string };

/** The first that fits wins, so what cannot wait stands on top. */
const topics: Topic[] = [
	{
		rank: 0,
		urgency: 'At once, a person',
		topic: 'Safety',
		words: /danger|injur|hurt|\bfell\b|fire|smoke|shock|broke while|unsafe|burn/i,
		answer:
			'Ask whether everybody is well, ask them not to use it any more, and tell a responsible person now.'
	},
	{
		rank: 0,
		urgency: 'At once, a person',
		topic: 'Legal',
		words: /lawyer|solicitor|court|legal action|sue\b/i,
		answer: 'Confirm that the message arrived. A person answers the rest.'
	},
	{
		rank: 1,
		urgency: 'Today',
		topic: 'Payment',
		words: /charged|refund|invoice|paid twice|money back|overcharged|payment/i,
		answer:
			'Confirm the payment in question, check it with the books, and say by when the money is back: [date].'
	},
	{
		rank: 1,
		urgency: 'Today',
		topic: 'Waiting too long',
		words: /third (?:mail|time)|second (?:mail|time)|again|waited since|no answer|still waiting|reminder/i,
		answer: 'Say sorry for the silence, give the answer now and name who looks after it: [name].'
	},
	{
		rank: 2,
		urgency: 'Today',
		topic: 'Fault or complaint',
		words: /broken|damaged|missing|wrong|defect|doesn.t work|not working|complain|late\b|delay/i,
		answer: 'Say sorry for the fault, ask for a photo, and name the next step: [next step].'
	},
	{
		rank: 4,
		urgency: 'When there is time',
		topic: 'Thanks',
		words: /thank(?:s| you)|wonderful|love it|great job|beautiful/i,
		answer: 'Thank them in two lines. Ask whether we may quote them, if we would like to.'
	},
	{
		rank: 3,
		urgency: 'Within a day',
		topic: 'Delivery',
		words: /deliver|shipping|ship |parcel|tracking/i,
		answer: 'Answer the question: [do we deliver there, at what cost].'
	},
	{
		rank: 3,
		urgency: 'Within a day',
		topic: 'Question',
		words: /\?/,
		answer: 'Answer the question: [answer].'
	}
];
const other: Topic = {
	rank: 3,
	urgency: 'Within a day',
	topic: 'Other',
	words: /^/,
	answer: 'Read and decide: [answer].'
};

/** Support: a morning's messages by urgency. */
export const triage: Drafting = ({ task }) => {
	const named = task.people.filter((person) => person.note);
	const listed = task.sections.flatMap((section) => section.items);
	const messages = named.length >= Math.max(2, listed.length) ? named : listed.map(messageOf);
	if (messages.length < 2) return null;
	const sorted = messages
		.map((person) => ({ person, topic: topics.find((each) => each.words.test(person.note)) ?? other }))
		.sort((one, two) => one.topic.rank - two.topic.rank);
	const urgent = sorted.filter((each) => each.topic.rank === 0).map((each) => each.person);
	return draft({
		what: `${count(messages.length, 'message')} sorted by urgency${urgent.length ? `; ${list(names(urgent))} cannot wait` : ''}.`,
		body: [
			table(
				['Urgency', 'From', 'About', 'What they say'],
				sorted.map(({ person, topic }) => [
					topic.urgency,
					person.name || (person.email ?? ''),
					topic.topic,
					clip(person.note, 220)
				])
			),
			'## Suggested answers',
			sorted
				.map(
					({ person, topic }) =>
						`- **${plain(person.email && !person.name ? person.email : /^Without/.test(person.name) ? person.name : firstName(person))}**${person.email && person.name ? ` (${plain(person.email)})` : person.email ? '' : ' (no address)'}: ${topic.answer}`
				)
				.join('\n')
		].join('\n\n'),
		assumptions: [
			'Safety and legal matters come first, then money and long waits, then faults and questions, then thanks.'
		],
		questions: ['Who takes over the messages that a person should answer at once?'].slice(
			urgent.length ? 0 : 1
		)
	});
};

/** One line of a list as people jot it down: `Maria: where is my parcel??`, `Lukas, love the chairs`. */
function messageOf(item: string): Person {
	const [, from = '', note = item] = item.match(/^([^:,]{2,40})[:,] (.+)$/) ?? [];
	const email = readEmails(from)[0] ?? null;
	const unnamed = /^no name$|^anonym/i.test(from) || from === '';
	return { name: email ? '' : unnamed ? 'Without a name' : from, org: null, email, note };
}
