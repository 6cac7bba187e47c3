import { expect, test } from 'vitest';
import type { RoleTemplate } from '#lib/schemas/role-template.ts';
import { roles } from '../../../../../prisma/catalogue/roles.ts';
import { answerTo, briefFor, recipientsOf } from './testing.ts';

type Case = [role: string, title: string, instructions: string, contains: string[], to: string[]];

/** Tasks as people type them in a hurry: one paragraph, no lists. */
const cases: Case[] = [
	[
		'customer-support',
		'Late delivery',
		'A customer, Jane Miller (jane.miller@acme.example), ordered 3 lamps (order 5521, $240) on 12 March and they have not arrived. Tracking says they are stuck in customs. Write a reply that apologises and tells her that we will refund the $20 shipping fee.',
		[
			'Hi Jane,',
			'I am sorry about this.',
			'You ordered 3 lamps',
			'they have not arrived',
			'they are stuck in customs',
			'We will refund the $20 shipping fee.'
		],
		['jane.miller@acme.example']
	],
	[
		'customer-support',
		'Refund request',
		'Draft a reply to this customer email: "Hi, I ordered a blue mug (order #4521) two weeks ago and it arrived broken. I would like a refund of $24.50. Regards, Alex Kim". Our policy: full refund within 30 days for damaged items.',
		[
			'Hi Alex,',
			'order 4521',
			'I am sorry that it is not in order.',
			'Full refund within 30 days',
			'[e-mail address]'
		],
		[]
	],
	[
		'customer-support',
		'Apology',
		'Write an apology email to our customers because the website was down on 20 November from 9:00 to 11:30. All orders are safe.',
		['I am sorry about this. The website was down on 20 November from 9:00 to 11:30. All orders are safe.'],
		[]
	],
	[
		'sales-development',
		'Follow up with Sarah',
		'Follow up with Sarah Chen from Brightline Logistics (sarah.chen@brightline.example). We demoed our route planner last Tuesday; she liked the reporting but worried about onboarding time. Pricing is $1,200 per month for 25 drivers. Suggest a 30-minute call next week.',
		[
			'Hi Sarah,',
			'you liked the reporting',
			'$1,200 per month',
			'I would suggest a 30-minute call next week.'
		],
		['sarah.chen@brightline.example']
	],
	[
		'sales-development',
		'Follow up with Acme',
		'Follow up with John Doe from Acme about the quote of $5,000 we sent on 3 November.',
		['Hi John,', 'our quote for $5,000, which we sent you on 3 November'],
		[]
	],
	[
		'sales-development',
		'Cold outreach',
		'Write a short outreach email to Dr. Aisha Bello at Greenfield Hospital (aisha.bello@greenfield.example). We sell scheduling software that cut no-shows by 30% at two other hospitals. Ask for a 15 minute call next week.',
		['Hi Dr. Bello,', 'cut no-shows by 30%', 'a 15 minute call next week?'],
		['aisha.bello@greenfield.example']
	],
	[
		'sales-development',
		'Write a follow-up email',
		"Write a follow-up email to Maria Lopez at maria@acme.example thanking her for yesterday's call and proposing a demo on Thursday 3 December at 10:00.",
		["Thank you for yesterday's call.", 'I would suggest a demo on Thursday 3 December at 10:00.'],
		['maria@acme.example']
	],
	[
		'operations',
		'Remind the team',
		'Send a reminder to Ole (ole@northwind.example) and Karim (karim@northwind.example) that the stock count is on Saturday 9 January at 8:00.',
		['Hello Ole,', 'Hello Karim,', 'The stock count is on Saturday 9 January at 8:00.'],
		['ole@northwind.example', 'karim@northwind.example']
	],
	[
		'operations',
		'Meeting summary',
		'Summarise this meeting: Lena will send the budget by Friday 27 November. Mark to book the venue by 1 December. We agreed to move the launch to 15 January. Nobody knows yet who handles catering.',
		[
			'- Move the launch to 15 January.',
			'| Send the budget | Lena | Friday 27 November |',
			'| Book the venue | Mark | 1 December |',
			'- Nobody knows yet who handles catering.'
		],
		[]
	],
	[
		'operations',
		'Agenda',
		'Make an agenda for our planning meeting on 4 December. Topics: budget, hiring, office move.',
		['4 December', '| 1 | Budget |', '| 3 | Office move |'],
		[]
	],
	[
		'recruiting',
		'Interview',
		'Invite Lucia Fernandez (lucia@fernandez.example) to an interview for the Marketing Manager role on 2 December at 14:00 via video call.',
		['Dear Lucia Fernandez,', 'the Marketing Manager role', '2 December at 14:00 via video call'],
		['lucia@fernandez.example']
	],
	[
		'recruiting',
		'Answer Paul',
		'Draft a rejection mail to Paul Meyer, paul@meyer.example. We need somebody with more experience in React.',
		['Dear Paul Meyer,', 'not to take your application further', 'more experience in React'],
		['paul@meyer.example']
	],
	[
		'recruiting',
		'Job description',
		'Write a job description for a part-time barista in Leeds, £12.50 per hour, weekends, start in January.',
		['# Part-time barista in Leeds', '- £12.50 per hour', '[how and where to apply]'],
		[]
	],
	[
		'bookkeeping',
		'Categorise',
		'Categorise these expenses:\nAdobe Creative Cloud $59.99 on 3 March\nUber to airport $34.20 on 5 March\nStaples printer paper $18.75 on 6 March',
		['| 3 March | Adobe Creative Cloud |  | Software and IT | $59.99 |', '| Total |  |  |  | $112.94 |'],
		[]
	],
	[
		'bookkeeping',
		'Expense table',
		'Make a table of these: Office Depot 42.10, Uber 18.00, AWS 230.55 and Staples 12.35. Add a total.',
		['| Uber |', '| Total |  |  |  | 303.00 |'],
		[]
	],
	[
		'bookkeeping',
		'Invoice list',
		'Put these invoices in a table:\nInvoice 1001, Acme Ltd, $1,200.00, due 1 December\nInvoice 1002, Beta GmbH, $850.50, due 15 December',
		['| 1 December | Acme Ltd | Invoice 1001 |', '$2,050.50'],
		[]
	],
	[
		'marketing',
		'Newsletter',
		'Write a short newsletter about our winter sale: 20% off all chairs from 1 to 15 December, free delivery over €200, and a new showroom in Porto.',
		[
			'### 20% off all chairs from 1 to 15 December',
			'### Free delivery over €200',
			'A new showroom in Porto'
		],
		[]
	],
	[
		'marketing',
		'Launch post',
		'Write a LinkedIn post about our new product, the Harbour bench. It costs €420, is made of ash and ships in two weeks.',
		['the Harbour bench', 'It costs €420, is made of ash and ships in two weeks.'],
		[]
	],
	[
		'marketing',
		'Ideas',
		'Give me five ideas for a quieter showroom.',
		['## What was asked', '## First steps', '## Open questions'],
		[]
	],
	[
		'customer-support',
		'Complaint',
		'Reply to Peter, he is angry that his chair (order 7781) arrived with a scratch. We can send a new seat for free or give 15% back.',
		['Hi Peter,', 'order 7781', 'a new seat for free or give 15% back'],
		[]
	],
	[
		'operations',
		'Onboarding checklist',
		'Create an onboarding checklist for a new warehouse worker starting on Monday 7 December. Include contract, keys, safety briefing, and IT access.',
		['- [ ] Contract\n- [ ] Keys\n- [ ] Safety briefing\n- [ ] IT access'],
		[]
	],
	[
		'bookkeeping',
		'Record this receipt',
		'Please add this receipt to the spreadsheet "Expenses 2026": Hardware store, 21 November, €48.20, screws and glue, VAT 19% included.',
		['| 21 November | Hardware store | screws and glue | Materials | €48.20 |'],
		[]
	],
	[
		'recruiting',
		'Interview questions for a barista',
		'Write interview questions for a barista. We need: latte art, early shifts, friendliness with guests.',
		['This job needs: latte art.', 'This job needs: friendliness with guests.'],
		[]
	],
	[
		'marketing',
		'Instagram captions',
		'Write 2 Instagram captions for our new oak table, €890, handmade in Porto.',
		['## Post 2', 'New oak table', '€890', 'Handmade in Porto'],
		[]
	],
	[
		'sales-development',
		'Qualify leads',
		'Here are leads from the fair, which one first? 1) Bob Stone, Stone Cafe, bob@stone.example: 20 chairs, budget $3,000, by 1 March 2) Amy Wu, Wu Dental, amy@wu.example: wants a catalogue',
		['| 1 | Bob Stone, Stone Cafe | 20 chairs | $3,000 | 1 March |', '**First call:** Bob Stone'],
		[]
	]
];

test.each(cases)('%s: %s', async (key, title, instructions, contains, to) => {
	const role = roles.find((each) => each.key === key) as RoleTemplate;
	const { deliverable, proposedActions } = await answerTo(briefFor(role, { title, instructions }));
	for (const part of contains) expect(deliverable).toContain(part);
	expect(recipientsOf({ proposedActions })).toEqual(to);
});
