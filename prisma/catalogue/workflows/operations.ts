import type { WorkflowTemplate } from '#lib/schemas/workflow-template.ts';
import { anyTable, emailColumn, nameColumn, needed, optional, sheetCalled, tone } from './common-fields.ts';
import { ifAddress, ifWhole, mail, onlyMail, textOf, when, write } from './common-steps.ts';

const fridayRoundUp: WorkflowTemplate = {
	key: 'friday-round-up',
	version: 2,
	role: 'operations',
	name: 'Friday round-up',
	description:
		'Reads what happened this week in a sheet or a pasted table, writes the round-up, and puts it into your Drafts for the people who should have it.',
	instructions:
		'Please write the round-up of the week from the table: what was done, what is open and who has it, what is late. {{input.focus}} {{input.tone}}',
	inputs: [
		needed('table', 'rows', {
			label: 'The week',
			help: anyTable,
			example: {
				text: 'What,Who,State,Due\nNew shelf for the shop,Ana,done,27.11.2026\nInvoice run,Ben,open,30.11.2026'
			}
		}),
		needed('emails', 'to', { label: 'Who gets it', example: ['team@northwind.example'] }),
		optional('text', 'focus', {
			label: 'What matters most',
			example: 'Begin with whatever is late.'
		}),
		tone
	],
	fields: [],
	steps: [
		{ kind: 'read', key: 'week', source: 'input.rows' },
		when('any', 'week.rows.0', [
			write('roundUp', onlyMail),
			ifWhole('roundUp', [
				mail({
					why: 'The round-up of the week for your team.',
					to: '{{input.to}}',
					subject: 'Round-up of the week',
					body: textOf('roundUp')
				})
			])
		])
	],
	trigger: { kind: 'schedule', cron: '0 15 * * 5', timeZone: 'UTC' },
	minutes: 120
};

const notesToActions: WorkflowTemplate = {
	key: 'notes-to-actions',
	version: 1,
	role: 'operations',
	name: 'Notes to actions',
	description:
		'Makes of the notes or the transcript of a meeting what was decided, who does what by when, and what is open. It proposes the mail to those who were there and, where you keep a list, a row for each action.',
	instructions:
		'Please make minutes of these notes of a meeting: what was decided, who does what by when, and what nobody has settled. Never give an action to somebody where the notes do not say so. {{input.tone}}',
	inputs: [
		needed('emails', 'to', { label: 'Who gets the minutes', example: ['team@northwind.example'] }),
		optional('sheet', 'list', {
			label: 'Your list of actions',
			help: 'Each action is added as a row once you have approved it. Without a sheet there is only the mail.',
			example: sheetCalled('Actions')
		}),
		tone
	],
	fields: [
		needed('text', 'meeting', { label: 'Which meeting', example: 'Workshop, Tuesday 1 December' }),
		needed('long', 'notes', {
			label: 'The notes',
			help: 'Your own, or a transcript.',
			example:
				'Present: Ana, Ben, Karim. We decided to move the sawdust bin outside. Ben will order new belts by 4 December. Ana will ask the landlord about the second gate by Friday. Open: who covers the shop on 23 December?'
		})
	],
	steps: [
		write('minutes', onlyMail),
		ifWhole('minutes', [
			mail({
				why: 'The minutes for those who were there.',
				to: '{{input.to}}',
				subject: 'Minutes: {{trigger.meeting}}',
				body: textOf('minutes')
			}),
			when('listed', 'input.list.spreadsheet', [
				{
					kind: 'draft',
					key: 'actions',
					proposes: true,
					instructions:
						'Now put each action of the minutes as one row into the spreadsheet {{input.list.spreadsheet}}, tab "{{input.list.tab}}": action, who, by when. Propose rows alone, no mail. List the actions as the text.'
				}
			])
		])
	],
	trigger: { kind: 'manual' },
	minutes: 20
};

const orderToRow: WorkflowTemplate = {
	key: 'order-to-row',
	version: 2,
	role: 'operations',
	name: 'Order to row',
	description:
		'You paste an order that has come in by mail or by phone. It proposes what was ordered as rows for your sheet and, where there is an address, the mail that confirms it. What is unclear it asks first.',
	instructions: 'An order has come in, as it was written or noted down. {{input.rules}} {{input.tone}}',
	inputs: [
		needed('sheet', 'sheet', {
			label: 'The sheet for your orders',
			help: 'Its link, and the tab. Each row is added at the end once you have approved it.',
			example: sheetCalled('Orders')
		}),
		optional('long', 'rules', {
			label: 'What to know about orders',
			help: 'Lead times, smallest quantities, what has to be asked.',
			example:
				'Delivery takes six weeks. Below ten chairs there is a charge of €60. Always ask for the colour.'
		}),
		tone
	],
	fields: [
		needed('text', 'customer', {
			label: 'From whom',
			headings: nameColumn,
			example: 'Café Linde, Anna Kowalska'
		}),
		needed('long', 'order', {
			label: 'The order',
			headings: ['what', 'details', 'message'],
			help: 'As it came.',
			example:
				'Hello, we would like 30 chairs, model Ole, in black, to Lindenweg 4, before 20 February. Best, Anna'
		}),
		optional('emails', 'email', {
			label: 'Their e-mail',
			headings: emailColumn,
			help: 'Without one nothing is confirmed.',
			example: ['anna@linde.example']
		})
	],
	steps: [
		write(
			'confirmation',
			`Confirm the order to the customer: how many of what, in which finish, to where and by when. Whatever of these the order leaves open is a question to us. ${onlyMail}`
		),
		ifWhole('confirmation', [
			ifAddress('trigger.email.0', [
				mail({
					why: 'The confirmation for {{trigger.customer}}.',
					to: '{{trigger.email}}',
					subject: 'Your order',
					body: textOf('confirmation')
				})
			]),
			{
				kind: 'draft',
				key: 'rows',
				proposes: true,
				instructions:
					'Now put the order into the spreadsheet {{input.sheet.spreadsheet}}, tab "{{input.sheet.tab}}", one row for each kind of thing that is ordered: customer, what, how many, finish, delivery to, by when. Propose rows alone, no mail. List them as the text.'
			}
		])
	],
	trigger: { kind: 'manual' },
	minutes: 12
};

const procedureWriter: WorkflowTemplate = {
	key: 'procedure-writer',
	version: 1,
	role: 'operations',
	name: 'Procedure writer',
	description:
		'You tell it how something is done at yours, as you would tell a new colleague. It writes the procedure: what it is for, what is needed, the steps in order with who takes them, and what to do when something goes wrong.',
	instructions:
		'Please write a procedure for {{input.name}} as a checklist that somebody new can follow alone: what it is for, what is needed, each step with who takes it and how one sees that it is done, and what to do when something goes wrong. Ask about a step that is missing, and never guess one. {{input.tone}}\n\nHow it is done:\n{{input.told}}',
	inputs: [
		needed('text', 'name', { label: 'What it is called', example: 'Closing the shop' }),
		needed('long', 'told', {
			label: 'How it is done',
			help: 'In your words, in any order. Say who does what, and what has gone wrong before.',
			example:
				'- Count the till against the slip and put the money into the safe\n- Switch off the saws at the main switch, not at the machine\n- Lock the yard gate, then the front door\n- If the slip does not fit, write the difference on it and call Dana'
		}),
		tone
	],
	fields: [],
	steps: [write('procedure')],
	trigger: { kind: 'manual' },
	minutes: 60
};

export const operationsWorkflows: WorkflowTemplate[] = [
	fridayRoundUp,
	notesToActions,
	orderToRow,
	procedureWriter
];
