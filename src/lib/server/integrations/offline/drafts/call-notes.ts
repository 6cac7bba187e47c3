import type { Drafting } from '../draft.ts';
import { draft } from '../draft.ts';
import { bullets, plain } from '../text/markdown.ts';
import { allItems, names } from './shared.ts';

/** What a seller wants to know before the call ends: the words that show it is known, and how to ask. */
const wanted: [topic: string, known: RegExp, question: string][] = [
	[
		'Need',
		/\d+ (?:\p{Ll}+ ){0,2}\p{Ll}{3,}s\b|\bneeds?\b|\bwants?\b/iu,
		'What should be different once it is there?'
	],
	['Budget', /\bbudget\b/i, 'What have you set aside for it?'],
	[
		'Timing',
		/\bby \d|\bby (?:\p{Lu}|the end)|\bbefore\b|\bopens?\b|\bdeadline\b/u,
		'By when does it have to be ready?'
	],
	['Decision', /\bdecides?\b|\bowner\b|\bsigns?\b/i, 'Who decides, and what matters to them?']
];

/** Sales: one page to have beside the telephone, from what the task says and no more. */
export const callNotes: Drafting = (context) => {
	const { task, intent } = context;
	const known = [...intent.facts, ...allItems(context)].map((fact) => fact.replace(/\s+/g, ' '));
	if (known.length === 0) return null;
	const all = known.join(' ');
	const open = wanted.filter(([, words]) => !words.test(all));
	const settled = wanted.filter(([, words]) => words.test(all)).map(([topic]) => topic.toLowerCase());
	return draft({
		what: `notes for the call${task.people.length ? ` with ${names(task.people).join(' and ')}` : ''}.`,
		body: [
			`## What we know\n\n${bullets(known)}`,
			`## What to ask\n\n${bullets([
				...(settled.length ? [`Is this still right: ${settled.join(', ')}?`] : []),
				...open.map(([topic, , question]) => `${topic}: ${question}`),
				'What would make you say no?'
			])}`,
			`## Before you hang up\n\n${bullets(['Say back in one sentence what was agreed.', 'Name the next step, who does it, and the day.'])}`
		]
			.map((part) => part.trim())
			.join('\n\n'),
		assumptions: ['Only what the task says stands under “What we know”; prices and dates are as given.'],
		questions: open.map(([topic]) => `Do we know anything about the ${plain(topic.toLowerCase())} already?`)
	});
};
