import { expect, test } from 'vitest';
import { roles } from '../../../../../prisma/catalogue/roles.ts';
import type { RoleTemplate } from '#lib/schemas/role-template.ts';
import { answerTo, briefFor, recipientsOf } from './testing.ts';

type Chat = {
	role: string;
	title: string;
	typed: string;
	says: string[];
	/** What would embarrass whoever signs. */
	never: (string | RegExp)[];
	to: string[];
};

/** Tasks as somebody types them between two phone calls. */
const chats: Chat[] = [
	{
		role: 'sales-development',
		title: 'Chase Priya',
		typed:
			'hey can u chase priya at harbour hotel? priya@harbour.example - sent her the quote 2 weeks ago, 40 chairs at 148 EUR each, no word since. she wanted them before may. keep it short pls',
		says: ['Hi Priya,', 'our quote (40 chairs at 148 EUR each)', 'You wanted them before May.'],
		never: ['quote 2', 'for 148 EUR', 'can u', 'keep it short'],
		to: ['priya@harbour.example']
	},
	{
		role: 'sales-development',
		title: 'follow ups',
		typed:
			'We quoted 40 chairs at 148 EUR each to Tom Adeyemi (tom@adeyemi.example), and 12 stools for 960 EUR to Marie at Café Lune. Neither has come back.',
		says: ['Hi Tom,', '40 chairs at 148 EUR each'],
		never: ['stools', 'to Tom Adeyemi (', 'Neither has'],
		to: ['tom@adeyemi.example']
	},
	{
		role: 'sales-development',
		title: 'Mail to the new lead',
		typed:
			'Someone called Jonas Weber from Weber Interiors left a card at the fair. He does restaurants and said their chairs break all the time. Could you write him something nice, jonas@weber.example. We can do samples for free.',
		says: ['Hi Jonas,', 'We can do samples for free.'],
		never: ['left a card at the fair. He', 'something nice', 'Someone called', 'He does'],
		to: ['jonas@weber.example']
	},
	{
		role: 'customer-support',
		title: 'Answer this please',
		typed:
			'"Hi, do you deliver to Austria and what does it cost? And can I get the oak one in black? Thanks, Georg" -- yes we do, 89 EUR flat, black takes 3 weeks longer',
		says: ['Hi Georg,', 'Yes we do, 89 EUR flat'],
		never: ['-- yes', 'You also asked: “Hi'],
		to: []
	},
	{
		role: 'customer-support',
		title: 'sort',
		typed:
			'sort these please\n- Maria: where is my parcel??\n- office@kern.example: charged twice for order 2231\n- no name: a leg broke while my mother sat on it',
		says: ['| At once, a person | Without a name | Safety |', '| Within a day | Maria | Delivery |'],
		never: ['**Subject:**'],
		to: []
	},
	{
		role: 'marketing',
		title: 'insta',
		typed:
			'something for instagram about the open workshop on saturday 6 december 10 to 4, coffee and cake, kids welcome',
		says: ['Open workshop on Saturday 6 December 10 to 4', 'Kids welcome'],
		never: [/something for/i, 'Post 2'],
		to: []
	},
	{
		role: 'marketing',
		title: 'Newsletter december',
		typed:
			'Newsletter for december. new: birch stool 129 EUR, we moved to Hafenstr 12. also Mia joined us in sales. dont make it too salesy',
		says: ['birch stool 129 EUR', 'Mia joined us in sales'],
		never: ['salesy', '### Newsletter'],
		to: []
	},
	{
		role: 'operations',
		title: 'minutes',
		typed:
			'notes from monday call: dana: oak price up 8% from january. tom will ask two more suppliers by friday. we said no new hires this year. ben to talk to hosting',
		says: [
			'- No new hires this year.',
			'| Ask two more suppliers | Tom | Friday |',
			'| Talk to hosting | Ben |'
		],
		never: ['| Oak price'],
		to: []
	},
	{
		role: 'operations',
		title: 'mail to everyone',
		typed:
			'pls write everybody (team@northwind.example) that the office is closed thursday afternoon bc of the fire drill and that they have to take their laptops home',
		says: [
			'The office is closed Thursday afternoon because of the fire drill.',
			'You have to take your laptops home.'
		],
		never: [/pls|please write/i, '[subject]', 'and that'],
		to: ['team@northwind.example']
	},
	{
		role: 'bookkeeping',
		title: 'receipts nov',
		typed:
			'receipts:\n3.11 staples paper and folders 23,80\n5 nov lunch w/ priya 46.50\n7.11. DB ticket hamburg 89,00 eur\nshell diesel 61,20',
		says: ['| 3.11 | Staples paper and folders |', '| 5 Nov | Lunch with priya |', '€220.50'],
		never: ['| [date] | Staples'],
		to: []
	},
	{
		role: 'bookkeeping',
		title: 'reminder Kern',
		typed:
			'Kern GmbH still hasnt paid invoice 2026-118 over 1.240,50 EUR, was due on 3 november. second reminder. mail is buchhaltung@kern.example. friendly but firm',
		says: ['This is our second reminder', 'was due on 3 November'],
		never: ['Hi Kern', 'hasnt', 'Friendly but firm.\n', 'a friendly reminder'],
		to: ['buchhaltung@kern.example']
	},
	{
		role: 'recruiting',
		title: 'tell them',
		typed:
			'tell Sara Lind (sara@lind.example) yes, interview on 2 december at 14:00, video. Tell Max Roth (max@roth.example) no sorry, we found someone with more experience',
		says: ['Our suggestion: 2 December at 14:00, video.'],
		never: ['[date and time]', 'Lind (sara'],
		to: ['sara@lind.example', 'max@roth.example']
	},
	{
		role: 'recruiting',
		title: 'compare',
		typed:
			'Anna: 5 years reception, speaks english and german. Boris: 1 year, only english. need: german and english, phone experience',
		says: ['| Anna |', '| Boris |'],
		never: ['What was asked'],
		to: []
	},
	{
		role: 'recruiting',
		title: 'job ad',
		typed: 'we need someone for the front desk, 20 hours, mornings, from february, 16 EUR/h. nice team',
		says: ['# Front desk', 'looking for somebody for the front desk', '- 16 EUR/h'],
		never: ['**Subject:**', '[pay]'],
		to: []
	},
	{
		role: 'marketing',
		title: 'linkedin post',
		typed:
			'pls do a linkedin post, we won the design award for the birch stool in milan, proud of the team, no hashtags',
		says: ['We won the design award for the birch stool in milan'],
		never: [/linkedin|no hashtags/i],
		to: []
	},
	{
		role: 'sales-development',
		title: 'hotel lead',
		typed:
			'write a mail to info@hotel-alpenblick.example. they renovate in spring and I saw on instagram their old chairs are falling apart lol. we could offer 10% if they order before christmas',
		says: ['**To:** info@hotel-alpenblick.example'],
		never: ['Post 1', 'lol', /subject:\*\* hotel lead/i],
		to: ['info@hotel-alpenblick.example']
	},
	{
		role: 'operations',
		title: 'move',
		typed: 'we move office on 12 january. need a list: internet, keys back, post redirect, tell customers',
		says: ['- [ ] Internet', '- [ ] Post redirect'],
		never: ['Post 1'],
		to: []
	},
	{
		role: 'operations',
		title: 'agenda tuesday',
		typed: 'agenda for tuesday 10am: budget 2027, new van, who does the website',
		says: ['| 1 | Budget 2027 |', '| 3 | Who does the website |'],
		never: ['What was asked'],
		to: []
	},
	{
		role: 'recruiting',
		title: 'invite',
		typed: 'invite lena.fischer@mail.example for wednesday 10am at our workshop',
		says: ['Our suggestion: Wednesday 10am at our workshop.'],
		never: ['[date and time]'],
		to: ['lena.fischer@mail.example']
	},
	{
		role: 'sales-development',
		title: 'foreign',
		typed: 'כתוב לרצל herzl@x.example על ההצעה בבקשה 🙏',
		says: ['**To:** herzl@x.example', '[what the mail should say]'],
		never: ['כתוב'],
		to: []
	}
];

test.each(chats)('$role, $title: the order does not end up in the work', async (chat) => {
	const { deliverable, proposedActions } = await answer(chat.role, chat.title, chat.typed);
	for (const words of chat.says) expect(deliverable).toContain(words);
	for (const words of chat.never)
		expect(deliverable).not.toMatch(words instanceof RegExp ? words : escaped(words));
	expect(recipientsOf({ proposedActions })).toEqual(chat.to);
});

test('one yes and one no make an invitation and a refusal', async () => {
	const { proposedActions } = await answer(
		'recruiting',
		'tell them',
		chats.find((each) => each.title === 'tell them')?.typed ?? ''
	);
	const bodies = proposedActions.map((action) =>
		action.kind === 'gmail.draftEmail' ? action.payload.body : ''
	);
	expect(bodies[0]).toContain('We would like to meet you');
	expect(bodies[1]).toContain('We have decided not to take your application further: we found someone');
	expect(bodies[1]).not.toContain('like to meet you');
});

test('what was left out of a mail is said', async () => {
	const { assumptions, questions } = await answer('sales-development', 'follow ups', chats[1]?.typed ?? '');
	expect(assumptions.join()).toContain('left out of the mail: “We quoted 40 chairs');
	expect(questions.join()).toContain('What is the address of Marie?');
});

function answer(key: string, title: string, instructions: string) {
	const role = roles.find((each) => each.key === key) as RoleTemplate;
	return answerTo(briefFor(role, { title, instructions }, { requestedBy: 'Dana Reyes' }));
}

const escaped = (text: string) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
