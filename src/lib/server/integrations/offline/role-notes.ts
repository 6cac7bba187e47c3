/** What a role starts with: its first tasks for a newcomer, and its first steps for a task of any kind. */
export type RoleNotes = { firstTasks: string[]; steps: string[] };

const notes: Record<string, RoleNotes> = {
	'sales-development': {
		firstTasks: [
			'Paste the quotes that have had no answer for ten days, with names and amounts; I write the follow-ups.',
			'Give me one company you would like to win and three things you know about it; I write the first mail.',
			"Paste this week's enquiries; I put them in the order in which you should call."
		],
		steps: [
			'Write down who should do what after reading it',
			'Collect what we know about them',
			'Draft the message with one question',
			'Agree on the day for the next step'
		]
	},
	'customer-support': {
		firstTasks: [
			'Paste a mail that waits for an answer, and below it what you know; I draft the reply.',
			"Paste this morning's messages; I sort them by what cannot wait.",
			'Tell me your rules for returns and refunds; I keep to them in every answer.'
		],
		steps: [
			'Find the order and its dates',
			'Write down what the customer wants',
			'Check which rule applies',
			'Draft the answer with the next step and its date'
		]
	},
	marketing: {
		firstTasks: [
			'Give me three things that happened this month; I draft the newsletter.',
			'Tell me about your next event with day, place and hours; I write the posts for it.',
			'Give me the facts of one product; I write headlines and a short text.'
		],
		steps: [
			'Name the one reader and what they should do',
			'Collect facts, dates and proof',
			'Draft the text with one call to action',
			'Check names, prices and permissions'
		]
	},
	operations: {
		firstTasks: [
			'Paste the notes of your last meeting; I turn them into decisions, tasks and open points.',
			'Tell me who starts next and when; I write the checklist for the first week.',
			'Give me times and people for a busy day; I make the schedule and the mail for the team.'
		],
		steps: [
			'List what has to be finished, and by when',
			'Put the steps in the order in which they depend on each other',
			'Give each step an owner and a date',
			'Write down what is still open'
		]
	},
	bookkeeping: {
		firstTasks: [
			'Paste the receipts of a month, one a line; I make rows with categories and a total.',
			'List the invoices that are overdue, with names, amounts and due dates; I draft the reminders.',
			'Paste supplier invoices with net, VAT and gross; I check that they fit together.'
		],
		steps: [
			'Collect all documents for the period',
			'Enter each with date, supplier and amount as printed',
			'Check VAT and duplicates',
			'List what is missing or odd'
		]
	},
	recruiting: {
		firstTasks: [
			'Tell me what the next person should do and be able to do; I write the job ad.',
			'Paste the applications and what the job needs; I compare them point by point.',
			'Give me the names and times for interviews; I draft the invitations and the refusals.'
		],
		steps: [
			'Write down what the job needs on the first day',
			'Compare each application with these points',
			'Prepare the same questions for all',
			'Draft an answer for every candidate'
		]
	}
};

const anyRole: RoleNotes = {
	firstTasks: [
		'Paste a mail that waits for an answer, and below it what you know; I draft the reply.',
		'Paste the notes of a meeting; I turn them into decisions, tasks and open points.',
		'Describe something you do every week; I write a checklist for it.'
	],
	steps: [
		'Write down what should be there in the end',
		'Collect what is known',
		'Draft it',
		'Check it with the person who needs it'
	]
};

export function roleNotes(key: string): RoleNotes {
	return Object.hasOwn(notes, key) ? (notes[key] ?? anyRole) : anyRole;
}
