import type { RunStep } from '#lib/schemas/run-plan.ts';
import type { WorkflowTemplate } from '#lib/schemas/workflow-template.ts';
import { emailColumn, nameColumn, needed, optional } from './common-fields.ts';
import { ifAddress, mail, when, write } from './common-steps.ts';

/* Letters whose words are the owner's own: figures stand in them as they do in the table, and no model writes any of it. */

const sender = needed('text', 'sender', {
	label: 'Who signs',
	example: 'Dana Reyes, Northwind Chairs'
});

const withoutAddress =
	'This row has no address to write to. Say in one sentence whose it is, and ask for the address.';

const reminder = (key: string, words: string): RunStep =>
	mail(
		{
			why: '{{invoice.name}} has not paid the invoice {{invoice.number}}, {{invoice.amount}}.',
			to: ['{{invoice.email}}'],
			subject: 'Our invoice {{invoice.number}}',
			body: `Hello {{invoice.name}},\n\n{{input.${words}}}\n\nInvoice: {{invoice.number}}\nAmount: {{invoice.amount}}\nDue: {{invoice.due}}\n\n{{input.payment}}\n\n{{input.sender}}`
		},
		key
	);

export const overdueChaser: WorkflowTemplate = {
	key: 'overdue-chaser',
	version: 1,
	role: 'bookkeeping',
	name: 'Overdue chaser',
	description:
		'Proposes a reminder for each overdue invoice in your list, in your own words and with the figures as they stand there: friendly at first, firm from the second time on. An invoice is reminded of again only when its row has changed.',
	instructions: 'Remind of overdue invoices.',
	inputs: [
		needed('table', 'invoices', {
			label: 'The overdue invoices',
			help: 'Name, e-mail, invoice, amount, due, reminders so far. List only what is overdue; what has something under “Paid” is left out. Put up “Reminders” when one has gone out.',
			example: {
				text: 'Name,E-mail,Invoice,Amount,Due,Reminders,Paid\nHarbour Hotel,accounts@harbour.example,118,"€6,480.00",1 November,,\nLark & Co,tom@lark.example,121,€420.00,12 October,1,\nFjord Offices,ingrid@fjord.example,125,"€4,375.00",10 November,,20 November'
			}
		}),
		{
			...needed('long', 'friendly', {
				label: 'The first reminder',
				help: 'Stands between the greeting and the invoice.',
				example: 'Perhaps it has slipped through: we have not seen your payment of this invoice yet.'
			}),
			default: 'Perhaps it has slipped through: we have not seen your payment of this invoice yet.'
		},
		{
			...needed('long', 'firm', {
				label: 'From the second reminder on',
				example:
					'We have written to you about this invoice before and have still not seen your payment. Please pay it within seven days.'
			}),
			default:
				'We have written to you about this invoice before and have still not seen your payment. Please pay it within seven days.'
		},
		optional('long', 'payment', {
			label: 'How to pay, and whom to ask',
			example: 'Our account: ES00 1234 5678. If something is wrong with the invoice, please tell us.'
		}),
		sender
	],
	fields: [],
	steps: [
		{
			kind: 'read',
			key: 'invoices',
			source: 'input.invoices',
			columns: {
				name: nameColumn,
				email: emailColumn,
				number: ['invoice', 'invoice number', 'number', 'no', 'reference'],
				amount: ['amount', 'open', 'gross', 'total', 'sum'],
				due: ['due', 'due date', 'due on'],
				reminders: ['reminders', 'reminder', 'reminded', 'stage'],
				paid: ['paid', 'paid on', 'payment', 'settled']
			}
		},
		{
			kind: 'forEach',
			key: 'invoice',
			over: 'invoices.rows',
			once: true,
			steps: [
				when(
					'paid',
					'invoice.paid',
					[],
					[
						ifAddress(
							'invoice.email',
							[
								when(
									'reminded',
									'invoice.reminders',
									[reminder('again', 'firm')],
									[reminder('first', 'friendly')]
								)
							],
							[write('nobody', withoutAddress)]
						)
					]
				)
			]
		}
	],
	trigger: { kind: 'schedule', cron: '0 9 * * 2', timeZone: 'UTC' },
	minutes: 10
};

export const missingPapers: WorkflowTemplate = {
	key: 'month-end-missing-papers',
	version: 1,
	role: 'bookkeeping',
	name: 'Month-end missing papers',
	description:
		'Goes through the list of papers that the month needs and proposes a mail to each person for what has not come: which paper, for what, by when. It asks again each month for as long as a paper is missing.',
	instructions: 'Ask for papers that are missing at the end of the month.',
	inputs: [
		needed('table', 'papers', {
			label: 'The papers of the month',
			help: 'Paper, for what, name, e-mail. What has something under “Received” is left out.',
			example: {
				text: 'Paper,For,Name,E-mail,Received\nReceipt,"Hotel in Leeds, 12 November, €214.00",Ben Okafor,ben@northwind.example,\nInvoice,"Oak boards, €1,340.00",Holz Meyer,office@holzmeyer.example,\nBank statement,November,Ana Silva,ana@northwind.example,30 November'
			}
		}),
		needed('text', 'until', { label: 'By when they are needed', example: 'Friday 4 December' }),
		optional('long', 'how', {
			label: 'How to send them',
			example: 'A photo is enough, as long as every figure can be read.'
		}),
		sender
	],
	fields: [],
	steps: [
		{
			kind: 'read',
			key: 'papers',
			source: 'input.papers',
			columns: {
				paper: ['paper', 'document', 'what', 'missing', 'type'],
				for: ['for', 'for what', 'details', 'description', 'booking'],
				name: [...nameColumn, 'who', 'from'],
				email: emailColumn,
				received: ['received', 'there', 'done', 'arrived']
			}
		},
		{
			kind: 'forEach',
			key: 'paper',
			over: 'papers.rows',
			steps: [
				when(
					'received',
					'paper.received',
					[],
					[
						ifAddress(
							'paper.email',
							[
								mail({
									why: 'The month lacks a paper from {{paper.name}}: {{paper.paper}}, {{paper.for}}.',
									to: ['{{paper.email}}'],
									subject: 'Missing for our books: {{paper.paper}}',
									body: 'Hello {{paper.name}},\n\nfor our books we still need a paper from you.\n\nPaper: {{paper.paper}}\nFor: {{paper.for}}\nBy: {{input.until}}\n\n{{input.how}}\n\nThank you,\n{{input.sender}}'
								})
							],
							[write('nobody', withoutAddress)]
						)
					]
				)
			]
		}
	],
	trigger: { kind: 'schedule', cron: '0 9 1 * *', timeZone: 'UTC' },
	minutes: 10
};
