import { numberWord } from '#lib/format.ts';
import { freeInWords, plans } from '#lib/plans.ts';

export const title = 'AgentForce · Hire help that asks before it acts';

export const description = `AI agents for small businesses: they draft follow-ups, sort receipts and answer customers. You review every draft; nothing leaves without your yes. ${freeInWords}.`;

/** What holds today; nothing here is a plan. */
export const promises = [
	{
		title: 'It proposes, you decide.',
		text: 'Every mail and every row is shown exactly as it will be. Approve it, send it back with a sentence, or turn it down. No agent can send anything by itself.'
	},
	{
		title: 'Nothing gets lost.',
		text: 'A task that was taken on ends where you can see it: done, waiting for you, or failed with a reason and a way to try again. Whatever crashes in between.'
	},
	{
		title: 'It shows its workings.',
		text: 'Each draft says what was assumed, what is still open and which model wrote it, with the seconds, the tokens and the cost down to a tenth of a cent.'
	}
];

export const steps = [
	{
		title: 'Hire',
		text: 'Pick one of six roles. They arrive knowing their trade; you tell them about your business in two sentences.'
	},
	{
		title: 'Hand over',
		text: 'Write what you need the way you would write to a colleague, with the names and numbers that matter.'
	},
	{
		title: 'Read',
		text: 'A draft comes back as what it will be: the mail as a mail, the row as a row, with assumptions and questions beside it.'
	},
	{
		title: 'Decide',
		text: 'Approve it, or say what is wrong. The next version has the last one and your words in front of it.'
	}
];

const { free } = plans;

type Question = { question: string; answer: string[]; command?: string };

export const questions: Question[] = [
	{
		question: 'Can an agent send a mail by itself?',
		answer: [
			'No. There is no code in AgentForce that sends your mail. An agent writes and proposes; a person decides, and the decision is kept with who, when and on which words.',
			'What you approve is put into your Gmail as a draft, or into your Google Sheet as a row: exactly what you saw, once. The mail leaves when you press Send in Gmail yourself.'
		]
	},
	{
		question: 'Can I run it on my own machine?',
		answer: [
			'Yes. It needs Node 20.19 or newer and one command in its folder. The database comes along, nothing else has to be installed, and no account is needed anywhere.'
		],
		command: 'npm start'
	},
	{
		question: 'What leaves the house?',
		answer: [
			'On an installation without a model key: nothing. Drafts are written on the machine itself.',
			'With a key, the text of a task goes to the model that the installation is set up with, together with the agent’s role, what it remembers and what you wrote about your business. Passwords and other workspaces’ data never do.'
		]
	},
	{
		question: 'What happens offline, or without a model?',
		answer: [
			'A built-in writer reads the task and drafts from it: a mail for a mail, a table for receipts. It is plainer than a model, costs nothing, and every draft says that it was written offline.'
		]
	},
	{
		question: 'What does it cost?',
		answer: [
			`${numberWord(free.agents ?? 0)} ${free.agents === 1 ? 'agent' : 'agents'} and ${free.tasksPerMonth} tasks a month are free, without a card. Larger plans cost by the month and can be cancelled at any time.`,
			'If you run it yourself with a model key, the model’s maker bills you for the tokens. Each task shows what it has cost so far.'
		]
	},
	{
		question: 'What if a draft is wrong?',
		answer: [
			'Send it back and say why. The agent starts again with its last version and your words. If it is beyond help, reject it: nothing has happened outside.'
		]
	},
	{
		question: 'Who can see my work?',
		answer: [
			'The members of your workspace. Every row in the database belongs to one workspace, and asking for another’s answers exactly like asking for something that does not exist.'
		]
	}
];
