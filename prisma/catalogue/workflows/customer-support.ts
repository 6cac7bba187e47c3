import type { WorkflowTemplate } from '#lib/schemas/workflow-template.ts';
import { anyTable, emailColumn, nameColumn, needed, optional, tone } from './common-fields.ts';
import { ifAddress, ifWhole, mail, onlyMailToRow, textOf, when, write } from './common-steps.ts';

const answered = ['answered', 'answer', 'reply', 'replied', 'done', 'closed'];

const replyDrafts: WorkflowTemplate = {
	key: 'reply-drafts',
	version: 1,
	role: 'customer-support',
	name: 'Reply drafts',
	description:
		'Reads a list of open questions from customers and proposes a reply to each, only from what you have written down. What you have not written down it asks you. A question is answered once.',
	instructions:
		'Please answer this one customer’s question. What is true here, and nothing else may be promised:\n\n{{input.facts}}\n\n{{input.tone}}',
	inputs: [
		needed('table', 'questions', {
			label: 'The open questions',
			help: 'Name, e-mail, subject, question. What has something under “Answered” is left out.',
			example: {
				text: 'Name,E-mail,Subject,Question,Answered\nMarta Ruiz,marta@ruiz.example,Delivery,"Do you deliver to Porto, and what does it cost?",\nJohn Okoro,john@okoro.example,Care,How do I clean an oiled oak table?,\nAnn Lee,ann@lee.example,Invoice,I need the invoice again.,30 November'
			}
		}),
		needed('long', 'facts', {
			label: 'What is true',
			help: 'Delivery, prices, returns, opening hours: what a reply may rest on.',
			example:
				'We deliver in Spain and Portugal, €35 up to 30 kg, within five days. Returns within 30 days, the customer pays the way back. Oiled oak: a damp cloth, soap for wood twice a year.'
		}),
		tone
	],
	fields: [],
	steps: [
		{
			kind: 'read',
			key: 'questions',
			source: 'input.questions',
			columns: {
				name: nameColumn,
				email: [...emailColumn, 'from'],
				subject: ['subject', 'about', 'topic'],
				question: ['question', 'message', 'text', 'what', 'request', 'line'],
				answered
			}
		},
		{
			kind: 'forEach',
			key: 'question',
			over: 'questions.rows',
			once: true,
			steps: [
				when(
					'answered',
					'question.answered',
					[],
					[
						write('reply', onlyMailToRow),
						ifWhole('reply', [
							ifAddress('question.email', [
								mail({
									why: 'An answer to {{question.name}}: {{question.subject}}.',
									to: ['{{question.email}}'],
									subject: 'Re: {{question.subject}}',
									body: textOf('reply')
								})
							])
						])
					]
				)
			]
		}
	],
	trigger: { kind: 'schedule', cron: '0 8 * * 1-5', timeZone: 'UTC' },
	minutes: 6
};

const complaintTriage: WorkflowTemplate = {
	key: 'complaint-and-refund-triage',
	version: 1,
	role: 'customer-support',
	name: 'Complaint and refund triage',
	description:
		'Reads complaints and requests for money back, says of each how urgent it is and what your own rules give, and proposes a first reply. Whether money goes back is for you to say. Each is taken up once.',
	instructions:
		'You work on complaints and requests for money back. Our rules: {{input.policy}}\n\nNo reply agrees to a refund, a replacement or a discount that these rules do not plainly give. Danger to people, lawyers and the press are for a person, at once. {{input.tone}}',
	inputs: [
		needed('table', 'complaints', {
			label: 'What has come in',
			help: 'Name, e-mail, order, message. A sheet that is kept up to date, or a table that you paste.',
			example: {
				text: 'Name,E-mail,Order,Message\nLena Vogt,lena@vogt.example,A-1041,"The chair arrived with a cracked leg, I nearly fell."\nPaul Stone,paul@stone.example,A-1017,I sent the lamp back three weeks ago and still have no refund.'
			}
		}),
		needed('long', 'policy', {
			label: 'Your rules',
			help: 'When you replace, repair or pay back, within which time, and who decides what is beyond that.',
			example:
				'Damaged within 14 days: replace, free of charge. Returned within 30 days: money back within 10 days of arrival, checked by Ana. Everything above €300: ask Dana.'
		}),
		tone
	],
	fields: [],
	steps: [
		{
			kind: 'read',
			key: 'complaints',
			source: 'input.complaints',
			columns: {
				name: nameColumn,
				email: [...emailColumn, 'from'],
				order: ['order', 'order number', 'number', 'reference'],
				message: ['message', 'complaint', 'text', 'what', 'request', 'line']
			}
		},
		{
			kind: 'forEach',
			key: 'complaint',
			over: 'complaints.rows',
			once: true,
			steps: [
				write(
					'triage',
					'Say in a short paragraph, under a heading with the name: how urgent this one is and why, what our rules give, and the next step with who takes it.'
				),
				write(
					'reply',
					`Write a first reply to this one person: say sorry where something went wrong, take up what they say, and say what happens next. What a person has to decide or answer first is a question. ${onlyMailToRow}`
				),
				ifWhole('reply', [
					ifAddress('complaint.email', [
						mail({
							why: 'A first reply to {{complaint.name}} about the order {{complaint.order}}.',
							to: ['{{complaint.email}}'],
							subject: 'Your order {{complaint.order}}',
							body: textOf('reply')
						})
					])
				])
			]
		}
	],
	trigger: { kind: 'schedule', cron: '30 8 * * 1-5', timeZone: 'UTC' },
	minutes: 8
};

const reviewAnswers: WorkflowTemplate = {
	key: 'review-answers',
	version: 1,
	role: 'customer-support',
	name: 'Review answers',
	description:
		'Writes an answer to each new review, for everybody to read: thanks for praise, calm and to the point where somebody is unhappy. You copy it to where the review stands.',
	instructions:
		'Please write a short public answer to this one review, under 80 words. Take up what they say. Nothing about the customer, an order or a payment is made public, nobody is contradicted or asked to change the review. {{input.house}} {{input.tone}}',
	inputs: [
		needed('table', 'reviews', {
			label: 'The reviews',
			help: 'Who, stars, review. What has something under “Answered” is left out.',
			example: {
				text: 'Name,Stars,Review,Answered\nMarta R.,5,"Beautiful table, and the delivery men were lovely.",\nHenk,2,"Chair is fine, but it took nine weeks and nobody called.",'
			}
		}),
		optional('long', 'house', {
			label: 'What an answer may say',
			help: 'Whom the unhappy can turn to, what you have changed since.',
			example: 'Who is unhappy can write to help@northwind.example. Since October we call on the day before.'
		}),
		tone
	],
	fields: [],
	steps: [
		{
			kind: 'read',
			key: 'reviews',
			source: 'input.reviews',
			columns: {
				name: [...nameColumn, 'who', 'author', 'from'],
				stars: ['stars', 'rating', 'score'],
				review: ['review', 'text', 'comment', 'message', 'what'],
				answered
			}
		},
		{
			kind: 'forEach',
			key: 'review',
			over: 'reviews.rows',
			once: true,
			steps: [
				when(
					'answered',
					'review.answered',
					[],
					[write('answer', 'Begin with a heading that says whose review it is.')]
				)
			]
		}
	],
	trigger: { kind: 'schedule', cron: '0 9 * * 1-5', timeZone: 'UTC' },
	minutes: 5
};

const weeklyFaqGaps: WorkflowTemplate = {
	key: 'weekly-faq-gaps',
	version: 1,
	role: 'customer-support',
	name: 'Weekly FAQ gaps',
	description:
		'Lays the questions that were answered this week beside your help page, and writes the entries that it lacks, each in the words of the answers that you gave.',
	instructions:
		'Please look through the questions and answers of the week for what our help page does not say yet. Write an entry for each question that came more than once or was hard to answer, in the words of the answers given, with how often it came; then name entries that no longer agree with what was answered. {{input.tone}}\n\nOur help page as it stands:\n\n{{input.page}}',
	inputs: [
		needed('table', 'answers', {
			label: 'Questions and answers of the week',
			help: anyTable,
			example: {
				text: 'Question,Answer\nDo you deliver to Porto?,"Yes, €35 up to 30 kg, within five days."\nHow do I clean an oiled table?,"A damp cloth; soap for wood twice a year."\nDo you ship to Lisbon?,"Yes, €35 up to 30 kg."'
			}
		}),
		needed('long', 'page', {
			label: 'Your help page',
			help: 'As it stands now.',
			example: 'Where do you deliver? In all of Spain.\n\nCan I send something back? Yes, within 30 days.'
		}),
		tone
	],
	fields: [],
	steps: [
		{ kind: 'read', key: 'answers', source: 'input.answers' },
		when('any', 'answers.rows.0', [write('entries')])
	],
	trigger: { kind: 'schedule', cron: '0 14 * * 5', timeZone: 'UTC' },
	minutes: 60
};

export const customerSupportWorkflows: WorkflowTemplate[] = [
	replyDrafts,
	complaintTriage,
	reviewAnswers,
	weeklyFaqGaps
];
