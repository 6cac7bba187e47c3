import type { InputField } from '#lib/schemas/workflow-input.ts';
import type { WorkflowTemplate } from '#lib/schemas/workflow-template.ts';
import { tone } from './common-fields.ts';

const lead: InputField[] = [
	{
		key: 'name',
		label: 'Name',
		help: '',
		kind: 'text',
		required: true,
		choices: [],
		example: 'Priya Shah'
	},
	{
		key: 'email',
		label: 'E-mail',
		help: '',
		kind: 'text',
		required: true,
		choices: [],
		example: 'priya@harbour.example'
	},
	{
		key: 'message',
		label: 'How can we help?',
		help: '',
		kind: 'long',
		required: true,
		choices: [],
		example: 'We need 40 chairs for our café in March. What would that cost, and can you deliver to Leeds?'
	}
];

export const salesDevelopmentWorkflows: WorkflowTemplate[] = [
	{
		key: 'new-lead-reply',
		version: 1,
		role: 'sales-development',
		name: 'New-lead reply',
		description: 'You give it an inquiry that has come in, and it proposes the reply for your Drafts.',
		instructions:
			'Please answer this inquiry: thank them, take up what they ask, and offer one next step. What we offer: {{input.offer}} {{input.tone}}',
		inputs: [
			{
				key: 'offer',
				label: 'What you offer',
				help: 'In a few sentences, with what the reply may promise and what it may not.',
				kind: 'long',
				required: true,
				choices: [],
				example: 'Wooden chairs made to order, from £120 each, six weeks. We quote within two days.'
			},
			{
				key: 'subject',
				label: 'Subject of the reply',
				help: '',
				kind: 'text',
				required: false,
				choices: [],
				default: 'Thank you for your inquiry',
				example: 'Thank you for your inquiry'
			},
			tone
		],
		fields: lead,
		steps: [
			{ kind: 'draft', key: 'reply', proposes: false, instructions: 'Write only the text of the mail.' },
			{
				kind: 'action',
				key: 'mail',
				action: 'gmail.draftEmail',
				why: 'A reply to {{trigger.name}}.',
				payload: {
					to: ['{{trigger.email}}'],
					cc: [],
					bcc: [],
					subject: '{{input.subject}}',
					body: '{{reply.answer.deliverable}}'
				}
			}
		],
		trigger: { kind: 'manual' },
		minutes: 8
	}
];
