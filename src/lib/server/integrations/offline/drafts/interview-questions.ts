import type { Drafting } from '../draft.ts';
import { draft } from '../draft.ts';
import { plain } from '../text/markdown.ts';
import { count, small } from '../text/sentences.ts';
import { itemsOrList, itemsUnder } from './shared.ts';

/** Recruiting: the same questions for everybody, each with what a good answer contains. */
export const interviewQuestions: Drafting = (context) => {
	const points = (
		itemsUnder(context, /need|require|must|work|tasks?|skills?/i) ??
		itemsOrList(context, 'need|require|must have|look for')
	).map((item) => item.replace(/\.$/, ''));
	if (points.length === 0) return null;
	return draft({
		what: `${count(points.length + 2, 'interview question')} with what a good answer contains.`,
		body: [
			'Ask all candidates the same questions in the same order, and note the words of the answer.',
			'1. What made you apply for this job?\n\n   A good answer names something about the work itself.',
			...points.map(
				(point, index) =>
					`${index + 2}. This job needs: ${plain(small(point))}. Tell me about a time when you did this. What did you do, and how did it end?\n\n   A good answer has a real case, the person's own part in it, and what came of it.`
			),
			`${points.length + 2}. What would you like to know from us?\n\n   Leave ten minutes for this one.`
		].join('\n\n'),
		assumptions: ['Each needed point gets one question about something the person has done.'],
		questions: ['How long is the interview, and who takes part?']
	});
};
