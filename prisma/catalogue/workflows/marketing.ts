import type { WorkflowTemplate } from '#lib/schemas/workflow-template.ts';
import { anyTable, needed, optional, tone } from './common-fields.ts';
import { ifWhole, mail, onlyMail, textOf, when, write } from './common-steps.ts';

const newsletter: WorkflowTemplate = {
	key: 'newsletter',
	version: 1,
	role: 'marketing',
	name: 'Newsletter',
	description:
		'Makes a newsletter of the points that you jot down: subject lines to choose from, an opening, and a few lines on each point with its link. You put it into your newsletter program.',
	instructions:
		'Please write our newsletter: three subject lines to choose from, an opening of two sentences, then each point with a heading, two to four sentences and its link. {{input.readers}} {{input.tone}}\n\nPoints:\n{{input.points}}',
	inputs: [
		needed('long', 'points', {
			label: 'What is in it',
			help: 'One point a line, with day, price and link where there are any.',
			example:
				'- The showroom in Mill Lane opens on Saturday 12 December, 10:00 to 16:00, with coffee\n- Oak stools are back, €85, https://northwind.example/stools\n- Orders until 10 December arrive before Christmas'
		}),
		optional('text', 'readers', {
			label: 'Who reads it',
			example: 'Write for customers who have bought once and read it on the phone.'
		}),
		tone
	],
	fields: [],
	steps: [write('newsletter')],
	trigger: { kind: 'manual' },
	minutes: 90
};

const postsFromOneSource: WorkflowTemplate = {
	key: 'posts-from-one-source',
	version: 1,
	role: 'marketing',
	name: 'Posts from one source',
	description:
		'Takes one text of yours, such as an article, a talk or a product page, and writes posts from it for the channels that you name. Nothing is said in them that is not in the text.',
	instructions:
		'Please write {{input.count}} posts from the text below for each of these channels: {{input.channels}}. Make each begin with another point of the text and be as long as posts are there, and say nothing that the text does not say. {{input.tone}}\n\nThe text:\n{{input.source}}',
	inputs: [
		needed('long', 'source', {
			label: 'The text',
			help: 'Paste all of it.',
			example:
				'- Our oak comes from two forests within 60 km of the workshop.\n- Each chair is oiled three times by hand, which takes four days.\n- Worn seats are woven anew for €60, for as long as the chair lasts.'
		}),
		needed('text', 'channels', { label: 'For which channels', example: 'Instagram, LinkedIn' }),
		{
			...needed('number', 'count', { label: 'Posts for each channel', example: 2 }),
			default: 2
		},
		tone
	],
	fields: [],
	steps: [write('posts')],
	trigger: { kind: 'manual' },
	minutes: 45
};

const contentCalendar: WorkflowTemplate = {
	key: 'content-calendar',
	version: 1,
	role: 'marketing',
	name: 'Content calendar',
	description:
		'Plans the month ahead from your themes and dates: what goes out on which day, where, about what, and what has to be there before. A table to go through in ten minutes.',
	instructions:
		'Please plan what we publish in the coming month, as a table: day, channel, topic, what it is about in one sentence, what we need for it, who. {{input.rhythm}} Keep our dates where they belong, and let the themes take turns. {{input.tone}}\n\nOur themes:\n{{input.themes}}\n\nDates to keep:\n{{input.dates}}',
	inputs: [
		needed('long', 'themes', {
			label: 'Your themes',
			help: 'What you want to be known for, one a line.',
			example: '- Repairing instead of buying anew\n- Where the wood comes from\n- People in the workshop'
		}),
		needed('text', 'rhythm', {
			label: 'How often, and where',
			example: 'Instagram on Tuesdays and Fridays, the newsletter on the first Thursday.'
		}),
		optional('long', 'dates', {
			label: 'Dates to keep',
			help: 'Fairs, sales, holidays.',
			example: '12 December: the showroom opens\n24 December to 2 January: closed'
		}),
		tone
	],
	fields: [],
	steps: [write('calendar')],
	trigger: { kind: 'schedule', cron: '0 9 25 * *', timeZone: 'UTC' },
	minutes: 60
};

const campaignDigest: WorkflowTemplate = {
	key: 'campaign-digest',
	version: 1,
	role: 'marketing',
	name: 'Campaign digest',
	description:
		'Reads the figures of your campaigns once a week and says in plain words what each has brought for its money, what has changed and what to look at. It proposes the digest for those who decide.',
	instructions:
		'Please write a digest of our campaigns from the table, on one page: what each cost and brought, which are worth their money, what has changed against the week before where the table shows it, and two things to do next. Figures stand as they are in the table; nothing is estimated. {{input.goal}} {{input.tone}}',
	inputs: [
		needed('table', 'figures', {
			label: 'The figures',
			help: anyTable,
			example: {
				text: 'Campaign,Week,Spent,Clicks,Orders,Sales\nWinter oak,48,€210.00,640,9,"€2,340.00"\nWinter oak,47,€205.00,700,12,"€3,110.00"\nShowroom,48,€90.00,180,0,€0.00'
			}
		}),
		needed('emails', 'to', { label: 'Who gets it', example: ['dana@northwind.example'] }),
		optional('text', 'goal', {
			label: 'What a campaign is worth',
			example: 'An order may cost us up to €25.'
		}),
		tone
	],
	fields: [],
	steps: [
		{ kind: 'read', key: 'campaigns', source: 'input.figures' },
		when('any', 'campaigns.rows.0', [
			write('digest', onlyMail),
			ifWhole('digest', [
				mail({
					why: 'The digest of the campaigns for those who decide.',
					to: '{{input.to}}',
					subject: 'Campaigns of the week',
					body: textOf('digest')
				})
			])
		])
	],
	trigger: { kind: 'schedule', cron: '0 9 * * 1', timeZone: 'UTC' },
	minutes: 45
};

export const marketingWorkflows: WorkflowTemplate[] = [
	newsletter,
	postsFromOneSource,
	contentCalendar,
	campaignDigest
];
