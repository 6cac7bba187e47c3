import type { Context, Drafting } from '../draft.ts';
import { draft } from '../draft.ts';
import { roleNotes } from '../role-notes.ts';
import { bullets, plain } from '../text/markdown.ts';
import { clip, list, sentences } from '../text/sentences.ts';
import { allItems, names } from './shared.ts';

/** Any role, any task: what was asked, what there is to work with, first steps, open questions. */
export const plan: Drafting = (context) => {
	const { task, brief } = context;
	const asked = sentences(task.prose || task.text)
		.slice(0, 3)
		.map((each) => clip(each, 400));
	const items = allItems(context)
		.slice(0, 30)
		.map((item) => clip(item, 400));
	const open = questions(context);
	return draft({
		what: `a plan for “${clip(task.title, 120)}”, since this task needs more than I can do by rule.`,
		body: [
			section(
				'What was asked',
				asked.length ? asked.map((each) => `> ${plain(each)}`).join('\n>\n') : `> ${plain(task.title)}`
			),
			section('What there is to work with', [material(context), bullets(items)].filter(Boolean).join('\n')),
			section(
				'First steps',
				roleNotes(brief.roleKey)
					.steps.map((step, index) => `${index + 1}. ${step}`)
					.join('\n')
			),
			section('Open questions', bullets(open))
		]
			.filter(Boolean)
			.join('\n\n'),
		assumptions: ['The task is understood as it is written; nothing was added.'],
		questions: open
	});
};

const section = (title: string, body: string) => (body ? `## ${title}\n\n${body}` : '');

function material({ task }: Context): string {
	const known: [name: string, values: string[]][] = [
		['People', names(task.people)],
		['Addresses', task.emails],
		['Amounts', task.amounts],
		['Dates', task.dates],
		['Links', task.links]
	];
	return known
		.filter(([, values]) => values.length > 0)
		.map(([name, values]) => `- ${name}: ${plain(list(values.slice(0, 20)))}`)
		.join('\n');
}

function questions({ task }: Context): string[] {
	return [
		'What should be there in the end: a text, a table, a list?',
		...(task.people.length || task.emails.length ? [] : ['Who is it for?']),
		...(task.dates.length ? [] : ['By when is it needed?'])
	];
}
