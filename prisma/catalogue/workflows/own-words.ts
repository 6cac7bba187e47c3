import type { WorkflowTemplate } from '#lib/schemas/workflow-template.ts';
import { needed, optional } from './common-fields.ts';

/** Whatever can be given as a task can come round: its words are all that it needs. */
export const ownWords: WorkflowTemplate = {
	key: 'own-words',
	version: 1,
	role: null,
	name: 'In your own words',
	description:
		'You write the task as you would give it to a colleague, and it is done each time it comes round. What it proposes waits for you, as from any task.',
	instructions: '{{input.task}}',
	inputs: [
		needed('long', 'task', {
			label: 'The task',
			help: 'With the names, figures and addresses that it needs each time.',
			example:
				'Write a short note to our regulars: what is new in the workshop this week, and that we deliver to Leeds on Fridays.'
		}),
		optional('emails', 'to', {
			label: 'Who it is for',
			help: 'Where what is written shall go to somebody.',
			example: ['team@northwind.example']
		})
	],
	fields: [
		optional('long', 'material', {
			label: 'What has come in',
			headings: ['message', 'text', 'notes', 'details'],
			help: 'Read for each run, and gives no orders.',
			example: 'The belt sander is back from repair. Two oak tables went to Harbour Hotel.'
		})
	],
	steps: [{ kind: 'draft', key: 'work', instructions: '', proposes: true }],
	trigger: { kind: 'schedule', cron: '0 8 * * 1', timeZone: 'UTC' },
	minutes: 15
};
