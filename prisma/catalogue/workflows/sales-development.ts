import type { WorkflowTemplate } from '#lib/schemas/workflow-template.ts';
import { anyTable, emailColumn, nameColumn, needed, optional, sheetCalled, tone } from './common-fields.ts';
import {
	ifAddress,
	ifWhole,
	mail,
	onlyMail,
	onlyMailToRow,
	row,
	textOf,
	when,
	write
} from './common-steps.ts';

const newLeadReply: WorkflowTemplate = {
	key: 'new-lead-reply',
	version: 3,
	role: 'sales-development',
	name: 'New-lead reply',
	description:
		'You give it an inquiry that has come in. It proposes the reply for your Drafts and, where you keep a list of leads, a row for that.',
	instructions:
		'Please answer this inquiry: thank them, take up what they ask, and offer one next step. What we offer: {{input.offer}} {{input.tone}}',
	inputs: [
		needed('long', 'offer', {
			label: 'What you offer',
			help: 'In a few sentences, with what the reply may promise and what it may not.',
			example: 'Wooden chairs made to order, from £120 each, six weeks. We quote within two days.'
		}),
		{
			...optional('text', 'subject', {
				label: 'Subject of the reply',
				example: 'Thank you for your inquiry'
			}),
			default: 'Thank you for your inquiry'
		},
		optional('sheet', 'list', {
			label: 'Your list of leads',
			help: 'The name and the address are added as a row once you have approved it. Without a sheet there is only the reply.',
			example: sheetCalled('Leads')
		}),
		tone
	],
	fields: [
		needed('text', 'name', { label: 'Name', headings: nameColumn, example: 'Priya Shah' }),
		needed('emails', 'email', { label: 'E-mail', headings: emailColumn, example: ['priya@harbour.example'] }),
		needed('long', 'message', {
			label: 'How can we help?',
			headings: ['message', 'question', 'inquiry', 'request', 'comment', 'comments', 'notes'],
			example: 'We need 40 chairs for our café in March. What would that cost, and can you deliver to Leeds?'
		})
	],
	steps: [
		write('reply', onlyMail),
		ifWhole('reply', [
			mail({
				why: 'A reply to {{trigger.name}}.',
				to: '{{trigger.email}}',
				subject: '{{input.subject}}',
				body: textOf('reply')
			})
		]),
		when('listed', 'input.list.spreadsheet', [
			row({
				why: '{{trigger.name}} belongs into your list of leads.',
				sheet: 'list',
				columns: { Name: '{{trigger.name}}', 'E-mail': '{{trigger.email.0}}' }
			})
		])
	],
	trigger: { kind: 'manual' },
	minutes: 8
};

const quietLeadFollowUp: WorkflowTemplate = {
	key: 'quiet-lead-follow-up',
	version: 1,
	role: 'sales-development',
	name: 'Quiet-lead follow-up',
	description:
		'Reads your list of quotes, leaves out who has answered, and proposes one follow-up to each of the others. Whom you have decided on is not written to again until their row changes.',
	instructions:
		'Please write a follow-up to this one person, who has had our quote and has not answered. Name the quote, bring up what it is for, and ask for one decision. {{input.offer}} {{input.tone}}',
	inputs: [
		needed('table', 'quotes', {
			label: 'Your quotes',
			help: 'Name, e-mail, quote, what it is for, sent. Who has something under “Answered” is left out.',
			example: {
				text: 'Name,E-mail,Quote,For,Amount,Sent,Answered\nPriya Shah,priya@harbour.example,Q-2031,40 stacking chairs,"€6,480.00",12 November,\nTom Adeyemi,tom@lark.example,Q-2036,12 oak tables,"€9,120.00",14 November,\nIngrid Dahl,ingrid@fjord.example,Q-2040,25 desk chairs,"€4,375.00",17 November,19 November'
			}
		}),
		optional('long', 'offer', {
			label: 'What a follow-up may say',
			help: 'Until when the prices hold, what you can still do for them, and what it must not offer.',
			example: 'The prices hold until 15 December. Delivery in May is possible. No discount.'
		}),
		{
			...optional('text', 'subject', {
				label: 'Subject',
				help: 'The number of the quote follows it.',
				example: 'Our quote'
			}),
			default: 'Our quote'
		},
		tone
	],
	fields: [],
	steps: [
		{
			kind: 'read',
			key: 'quotes',
			source: 'input.quotes',
			columns: {
				name: nameColumn,
				email: emailColumn,
				quote: ['quote', 'number', 'no', 'offer', 'reference'],
				for: ['for', 'what', 'about', 'subject', 'product', 'details'],
				answered: ['answered', 'answer', 'reply', 'replied', 'closed']
			}
		},
		{
			kind: 'forEach',
			key: 'lead',
			over: 'quotes.rows',
			once: true,
			steps: [
				when(
					'answered',
					'lead.answered',
					[],
					[
						write('followUp', onlyMailToRow),
						ifWhole('followUp', [
							ifAddress('lead.email', [
								mail({
									why: 'A follow-up to {{lead.name}} on the quote {{lead.quote}}.',
									to: ['{{lead.email}}'],
									subject: '{{input.subject}} {{lead.quote}}',
									body: textOf('followUp')
								})
							])
						])
					]
				)
			]
		}
	],
	trigger: { kind: 'schedule', cron: '0 9 * * 2', timeZone: 'UTC' },
	minutes: 3
};

const proposalFromNotes: WorkflowTemplate = {
	key: 'proposal-from-notes',
	version: 1,
	role: 'sales-development',
	name: 'Proposal from notes',
	description:
		'Turns your notes of a conversation into a written proposal, by your own prices and terms, and says where each figure comes from. With an address it is proposed for your Drafts.',
	instructions:
		'Please write a proposal from the notes: what they need, what we propose, what it costs, when, and the next step. Every figure comes from the notes or from our prices, and stands with where it comes from. Our prices and terms: {{input.terms}}\n\nAn earlier proposal, for its order and its words alone (none where nothing follows): {{input.past}}\n\n{{input.tone}}',
	inputs: [
		needed('long', 'terms', {
			label: 'Your prices and terms',
			help: 'What a proposal may promise: prices, delivery, payment, how long it holds.',
			example:
				'Oak table 160 × 80 cm: €760. Delivery within 200 km: €90 a table. Six weeks. Half on order, half on delivery. Holds for 30 days.'
		}),
		optional('long', 'past', {
			label: 'A proposal that went well',
			help: 'The new one takes after it in its order and its words, not in its figures.',
			example: 'Dear Ms Dahl, thank you for the time on Tuesday. You are furnishing two floors, and …'
		}),
		tone
	],
	fields: [
		needed('text', 'customer', { label: 'For whom', example: 'Tom Adeyemi, Lark & Co' }),
		needed('long', 'notes', {
			label: 'Your notes',
			help: 'As you jotted them down.',
			example:
				'Call with Tom. 12 oak tables 160 × 80 for the new canteen, wants them before 1 March. Old tables have to go. Budget about €10,000. He decides with his partner next week.'
		}),
		optional('emails', 'email', {
			label: 'E-mail',
			help: 'Without one you get the text alone.',
			example: ['tom@lark.example']
		})
	],
	steps: [
		write(
			'proposal',
			'It is read as a mail: from the greeting to the sign-off, in plain text, without a subject. What the notes leave open and the proposal cannot do without is a question.'
		),
		ifAddress('trigger.email.0', [
			ifWhole('proposal', [
				mail({
					why: 'The proposal for {{trigger.customer}}.',
					to: '{{trigger.email}}',
					subject: 'Our proposal',
					body: textOf('proposal')
				})
			])
		])
	],
	trigger: { kind: 'manual' },
	minutes: 40
};

const mondayPipelineReview: WorkflowTemplate = {
	key: 'monday-pipeline-review',
	version: 1,
	role: 'sales-development',
	name: 'Monday pipeline review',
	description:
		'Reads your list of open deals at the beginning of the week, says which are close, which have gone quiet and what each needs next, and proposes the review for whoever sells.',
	instructions:
		'Please write the review of our pipeline from the table: what it comes to by stage, which deals are close, which have had no movement, and for each of these one next step and who takes it. Count only what the table says. {{input.focus}} {{input.tone}}',
	inputs: [
		needed('table', 'deals', {
			label: 'Your open deals',
			help: anyTable,
			example: {
				text: 'Customer,Deal,Amount,Stage,Last contact,Next step,Who\nHarbour Hotel,40 stacking chairs,"€6,480.00",Quote sent,12 November,,Dana\nLark & Co,12 oak tables,"€9,120.00",Talking,26 November,Visit on 3 December,Ben'
			}
		}),
		needed('emails', 'to', { label: 'Who gets it', example: ['sales@northwind.example'] }),
		optional('text', 'focus', {
			label: 'What matters most',
			example: 'No contact for two weeks is quiet. Begin with the biggest.'
		}),
		tone
	],
	fields: [],
	steps: [
		{ kind: 'read', key: 'pipeline', source: 'input.deals' },
		when('any', 'pipeline.rows.0', [
			write('review', onlyMail),
			ifWhole('review', [
				mail({
					why: 'The review of the pipeline for whoever sells.',
					to: '{{input.to}}',
					subject: 'Pipeline review',
					body: textOf('review')
				})
			])
		])
	],
	trigger: { kind: 'schedule', cron: '0 8 * * 1', timeZone: 'UTC' },
	minutes: 45
};

export const salesDevelopmentWorkflows: WorkflowTemplate[] = [
	newLeadReply,
	quietLeadFollowUp,
	proposalFromNotes,
	mondayPipelineReview
];
