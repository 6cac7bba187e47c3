import type { WorkflowTemplate } from '#lib/schemas/workflow-template.ts';
import { emailColumn, nameColumn, needed, optional, tone } from './common-fields.ts';
import { ifAddress, mail, when, write } from './common-steps.ts';

/*
 * Reading applications is high-risk work in the EU AI Act: what concerns candidates begins by hand alone (a field that
 * must be filled in at each run), decides nothing and turns nobody down.
 */

const cvAgainstCriteria: WorkflowTemplate = {
	key: 'cv-against-criteria',
	version: 1,
	role: 'recruiting',
	name: 'CV against criteria',
	description:
		'Lays one application beside what the job needs and says point by point what it shows, what it leaves open and which words that rests on. It gives no mark, ranks nobody and turns nobody down; you start it yourself for each application.',
	instructions:
		'Please lay this one application beside what the job needs. In a table, point by point: shown, or left open; the words of the application that this rests on; and what to ask in a conversation. No mark, no rank, no advice to reject or to hire. Age, sex, origin, religion, health, family, looks and gaps in a life are not mentioned. What the job needs:\n{{input.needs}}\n\nNice to have:\n{{input.nice}}',
	inputs: [
		needed('long', 'needs', {
			label: 'What the job needs',
			help: 'Only what somebody must be able to do on the first day, one a line.',
			example: '- Has worked with wood or textiles\n- Can lift up to 15 kg\n- Four days a week'
		}),
		optional('long', 'nice', {
			label: 'What would be nice',
			example: '- A driving licence'
		})
	],
	fields: [
		needed('text', 'name', {
			label: 'Whose application',
			help: 'A name or a number.',
			example: 'Application 14'
		}),
		needed('long', 'application', {
			label: 'The application',
			help: 'Paste the text. Leave out the photo, the date of birth and the family.',
			example:
				'Carpenter, built furniture for nine years at Moreno in Valencia. Used to heavy lifting. Looking for four days a week from 1 February.'
		})
	],
	steps: [write('reading')],
	trigger: { kind: 'manual' },
	minutes: 10
};

const candidateReplies: WorkflowTemplate = {
	key: 'candidate-replies',
	version: 1,
	role: 'recruiting',
	name: 'Candidate replies',
	description:
		'Proposes an answer to each candidate in your list, by name, with the next step that you have written beside it, word for word. It decides nothing and turns nobody down; you start it yourself for each list.',
	instructions: 'Answer candidates with the next step that stands beside each.',
	inputs: [
		needed('text', 'job', { label: 'Which job', example: 'workshop assistant' }),
		{
			...needed('long', 'opening', {
				label: 'How each answer begins',
				example: 'Thank you for your application, and for the time that you have put into it.'
			}),
			default: 'Thank you for your application, and for the time that you have put into it.'
		},
		optional('long', 'closing', {
			label: 'How each answer ends',
			example: 'If you have questions, simply answer this mail.'
		}),
		needed('text', 'sender', { label: 'Who signs', example: 'Dana Reyes, Northwind Chairs' })
	],
	fields: [
		needed('table', 'candidates', {
			label: 'The candidates',
			help: 'Name, e-mail, next step in a sentence. Who has no next step yet is asked about.',
			example: {
				text: 'Name,E-mail,Next step\nAmira Saleh,amira@saleh.example,"We would like to meet you on Tuesday 15 December at 10:00 in Mill Lane 4, for 45 minutes."\nInes Costa,ines@costa.example,We are still reading and will write to you by 11 December.'
			}
		})
	],
	steps: [
		{
			kind: 'read',
			key: 'candidates',
			source: 'trigger.candidates',
			columns: {
				name: [...nameColumn, 'candidate', 'applicant'],
				email: emailColumn,
				next: ['next step', 'next', 'step', 'answer', 'message', 'what happens next']
			}
		},
		{
			kind: 'forEach',
			key: 'candidate',
			over: 'candidates.rows',
			once: true,
			steps: [
				when(
					'decided',
					'candidate.next',
					[
						ifAddress(
							'candidate.email',
							[
								mail({
									why: 'An answer to {{candidate.name}}: {{candidate.next}}',
									to: ['{{candidate.email}}'],
									subject: 'Your application as {{input.job}}',
									body: 'Dear {{candidate.name}},\n\n{{input.opening}}\n\n{{candidate.next}}\n\n{{input.closing}}\n\nKind regards,\n{{input.sender}}'
								})
							],
							[write('nobody', 'Say in one sentence whose address is missing, and ask for it.')]
						)
					],
					[
						write(
							'undecided',
							'Say in one sentence who has no next step yet, and ask which it is. Suggest none.'
						)
					]
				)
			]
		}
	],
	trigger: { kind: 'manual' },
	minutes: 5
};

const jobAdvert: WorkflowTemplate = {
	key: 'job-advert',
	version: 1,
	role: 'recruiting',
	name: 'Job advert',
	description:
		'Writes the advert from what somebody will do, must be able to do and gets for it. It asks for pay, hours, place and how to apply where they are missing, and leaves out whatever would keep good people away without a reason.',
	instructions:
		'Please write a job ad for a {{input.job}}: the work, what is needed, what would be nice, what we offer, where, and how to apply. Never speak in it of age, sex, origin, health or family, and never ask for what the work does not need. {{input.tone}}\n\n{{input.brief}}',
	inputs: [
		needed('text', 'job', { label: 'Which job', example: 'workshop assistant' }),
		needed('long', 'brief', {
			label: 'The work, and what you offer',
			help: 'What somebody will do, must be able to do, pay, hours, place, begin, how to apply.',
			example:
				'The work:\n- Weave seats, sand and oil frames, pack chairs\n\nWe need:\n- Careful hands\n- Lifting up to 15 kg\n\nWe offer:\n- 32 hours in four days, €2,350 a month before tax\n- Training on the job, start on 1 February\n\nPlace: Mill Lane 4. Apply with a few lines to jobs@northwind.example by 10 January.'
		}),
		tone
	],
	fields: [],
	steps: [write('advert')],
	trigger: { kind: 'manual' },
	minutes: 45
};

const interviewKit: WorkflowTemplate = {
	key: 'interview-kit',
	version: 1,
	role: 'recruiting',
	name: 'Interview kit',
	description:
		'Prepares a conversation of the length that you have: an opening, questions about what somebody has done, the same for all candidates, what a good answer contains, and a page for notes.',
	instructions:
		'Please write interview questions for a {{input.job}}, for a conversation of {{input.minutes}} minutes: an opening, for each point that the job needs a question about what somebody has done and what a good answer contains, time for their questions, and a page for notes. Keep them the same for all candidates, and none about age, origin, religion, health, family or plans for one.\n\nWhat the job needs:\n{{input.needs}}',
	inputs: [
		needed('text', 'job', { label: 'Which job', example: 'workshop assistant' }),
		needed('long', 'needs', {
			label: 'What the job needs',
			help: 'One a line.',
			example:
				'- Working with wood or textiles\n- Lifting up to 15 kg\n- Working alongside two others in a small room'
		}),
		{ ...needed('number', 'minutes', { label: 'Minutes that you have', example: 45 }), default: 45 }
	],
	fields: [],
	steps: [write('kit')],
	trigger: { kind: 'manual' },
	minutes: 30
};

export const recruitingWorkflows: WorkflowTemplate[] = [
	cvAgainstCriteria,
	candidateReplies,
	jobAdvert,
	interviewKit
];
