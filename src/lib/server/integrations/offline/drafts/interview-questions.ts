import type { Context, Drafting } from '../draft.ts';
import { draft } from '../draft.ts';
import { plain } from '../text/markdown.ts';
import { count, numberBefore, small } from '../text/sentences.ts';
import { itemsOrList, itemsUnder } from './shared.ts';

/** What can be asked for any job, about things the person has done. */
const general: [question: string, listenFor: string][] = [
	[
		'Tell me about a day at work that went wrong. What did you do?',
		'A real case, and what changed afterwards.'
	],
	[
		'What did a colleague or a customer last thank you for?',
		'Something the person did, not what the team did.'
	],
	[
		'What did you have to learn in your last job, and how did you learn it?',
		'The way from not knowing to doing.'
	],
	['Tell me about a rule at work that you found hard to keep. What did you do?', 'Honesty, and a reason.'],
	[
		'Which part of this work would you like least, and how would you handle it?',
		'That the work is understood.'
	]
];

const points = (context: Context) =>
	(
		itemsUnder(context, /need|require|must|work|tasks?|skills?|important/i) ??
		itemsOrList(context, 'need|require|must have|look for|important(?: is| for us)?|what matters(?: is)?')
	).map((item) => item.replace(/\.$/, ''));

/** Recruiting: the same questions for everybody, each with what a good answer contains. */
export const interviewQuestions: Drafting = (context) => {
	const needed = points(context);
	const { title, prose } = context.task;
	const wanted = Math.min(15, numberBefore(`${title} ${prose}`, /questions/) ?? needed.length + 2);
	const more = general.slice(0, needed.length ? Math.max(0, wanted - needed.length - 2) : general.length);
	const asked = [
		['What made you apply for this job?', 'A good answer names something about the work itself.'],
		...needed.map((point) => [
			`This job needs: ${plain(small(point))}. Tell me about a time when it counted. What did you do, and how did it end?`,
			"A good answer has a real case, the person's own part in it, and what came of it."
		]),
		...more.map(([question, listenFor]) => [question, `Listen for: ${small(listenFor)}`]),
		['What would you like to know from us?', 'Leave ten minutes for this one.']
	];
	return draft({
		what: `${count(asked.length, 'interview question')} with what a good answer contains.`,
		body: [
			'Ask all candidates the same questions in the same order, and note the words of the answer.',
			...asked.map(([question = '', note = ''], index) => `${index + 1}. ${question}\n\n   ${note}`)
		].join('\n\n'),
		assumptions: ['Each needed point gets one question about something the person has done.'],
		questions: [
			...(needed.length
				? []
				: ['What must somebody be able to do on the first day? I ask about each point then.']),
			'How long is the interview, and who takes part?'
		]
	});
};
