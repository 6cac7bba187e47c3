import type { Drafting } from '../draft.ts';
import { draft } from '../draft.ts';
import { plain, table } from '../text/markdown.ts';
import { capital, count } from '../text/sentences.ts';
import { itemsOrList } from './shared.ts';

/** Operations: what a meeting is about, point by point, with who and how long left open. */
export const agenda: Drafting = (context) => {
	const topics = itemsOrList(context, 'topics?|points?|items?|agenda[^:\\n]{0,40}(?=:)');
	if (topics.length === 0) return null;
	const [day] = context.task.dates;
	return draft({
		what: `an agenda with ${count(topics.length, 'topic')}.`,
		body: [
			`# ${plain(context.task.title)}`,
			`**Day:** ${plain(day ?? '[date]')}`,
			table(
				['', 'Topic', 'Who leads', 'Minutes', 'What we want in the end'],
				topics.map((topic, index) => [
					String(index + 1),
					capital(topic),
					'[name]',
					'[minutes]',
					'[a decision, an overview, a plan]'
				])
			),
			'Last point: who does what by when.'
		].join('\n\n'),
		assumptions: ['The topics keep the order of the task.'],
		questions: [
			'Who leads each topic, how long may it take, and what should stand in the end? [name] [minutes] [a decision, an overview, a plan]'
		]
	});
};
