import type { WorkflowTemplate } from '#lib/schemas/workflow-template.ts';
import { tone } from './common-fields.ts';

export const operationsWorkflows: WorkflowTemplate[] = [
	{
		key: 'friday-round-up',
		version: 1,
		role: 'operations',
		name: 'Friday round-up',
		description:
			'Reads what happened this week in a sheet or a pasted table, writes the round-up, and puts it into your Drafts for the people who should have it.',
		instructions:
			'Please write the round-up of the week from the table: what was done, what is open and who has it, what is late. {{input.focus}} {{input.tone}}',
		inputs: [
			{
				key: 'rows',
				label: 'The week',
				help: 'A sheet that is kept up to date, or a table that you paste.',
				kind: 'table',
				required: true,
				choices: [],
				example: {
					text: 'What,Who,State,Due\nNew shelf for the shop,Ana,done,27.11.2026\nInvoice run,Ben,open,30.11.2026'
				}
			},
			{
				key: 'to',
				label: 'Who gets it',
				help: '',
				kind: 'emails',
				required: true,
				choices: [],
				example: ['team@northwind.example']
			},
			{
				key: 'focus',
				label: 'What matters most',
				help: '',
				kind: 'text',
				required: false,
				choices: [],
				default: '',
				example: 'Begin with whatever is late.'
			},
			tone
		],
		fields: [],
		steps: [
			{ kind: 'read', key: 'week', source: 'input.rows' },
			{
				kind: 'condition',
				key: 'any',
				value: 'week.rows.0',
				is: 'present',
				then: [
					{ kind: 'draft', key: 'roundUp', proposes: false, instructions: '' },
					{
						kind: 'action',
						key: 'mail',
						action: 'gmail.draftEmail',
						why: 'The round-up of the week for your team.',
						payload: {
							to: '{{input.to}}',
							cc: [],
							bcc: [],
							subject: 'Round-up of the week',
							body: '{{roundUp.answer.deliverable}}'
						}
					}
				],
				otherwise: []
			}
		],
		trigger: { kind: 'schedule', cron: '0 15 * * 5', timeZone: 'UTC' },
		minutes: 120
	}
];
