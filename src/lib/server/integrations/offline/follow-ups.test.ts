import { expect, test } from 'vitest';
import { DraftEmail } from '#lib/schemas/action.ts';
import { salesDevelopment } from '../../../../../prisma/catalogue/roles/sales-development.ts';
import { answerTo, briefFor } from './testing.ts';

async function ask(instructions: string) {
	const task = { title: instructions.slice(0, 60), instructions };
	const answer = await answerTo(briefFor(salesDevelopment, task, { requestedBy: 'Dana Reyes' }));
	const mails = answer.proposedActions.map(({ payload }) => DraftEmail.parse(payload));
	return { ...answer, mails };
}

test.each([
	[
		'asked for a price on 20 oak tables',
		'A price on 20 oak tables',
		'You asked for a price on 20 oak tables.'
	],
	['missed our call on Tuesday', 'Our call on Tuesday', 'We missed each other for our call on Tuesday.'],
	['wants a sample', 'A sample', 'You asked for a sample.'],
	['tried our demo last week', 'Our demo last week', 'You tried our demo last week.'],
	['is still waiting for our catalogue', 'Our catalogue', 'You are still waiting for our catalogue.'],
	['interested in a visit', 'A visit', 'You are interested in a visit.'],
	['met at the fair in Milan', 'Our conversation at the fair in Milan', 'We spoke at the fair in Milan.'],
	['said he would call back', 'Following up', 'You said you would call back.'],
	[
		"hasn't replied",
		'My last message',
		'I have not heard from you yet, so I am coming back to my last message.'
	],
	['the demo on Friday', 'The demo on Friday', 'I am coming back to the demo on Friday.'],
	['open invoice 4411', 'Open invoice 4411', 'I am coming back to the open invoice 4411.'],
	['said he’d decide', 'Following up', 'You said you’d decide.'],
	['no reply to my offer', 'My offer', 'I have not heard from you yet, so I am coming back to my offer.']
])('a follow-up to somebody who “%s” is about that', async (note, subject, says) => {
	const { mails } = await ask(
		`Draft two follow-up emails: Anna Schmidt (anna@schmidt.example) – ${note}; Ben Okafor, ben@okafor.example, saw our stand.`
	);
	expect(mails.map((mail) => mail.to)).toEqual([
		['Anna Schmidt <anna@schmidt.example>'],
		['Ben Okafor <ben@okafor.example>']
	]);
	expect(mails[0]?.subject).toBe(subject);
	expect(mails[0]?.body).toContain(`Hi Anna,\n\n${says}\n\n`);
	expect(mails.map(({ subject, body }) => subject + body).join()).not.toMatch(/\[|quote/);
});

test('an invoice asks for its payment, and a call for another day', async () => {
	const { mails } = await ask(
		'Write follow-ups to:\n- Max Muster, max@muster.example: open invoice 4411\n- Ben Okafor, ben@okafor.example: missed our call'
	);
	expect(mails[0]?.body).toContain('when we can expect the payment?');
	expect(mails[0]?.body).not.toContain('go ahead');
	expect(mails[1]?.body).toContain('Which day and time would suit you');
});

test('each person is told what the running text says of them, all of them what it says of all', async () => {
	const subjects = async (instructions: string) =>
		(await ask(instructions)).mails.map(({ subject }) => subject);
	const people = [
		'Lena Vogel <lena@vogel.example>',
		'Omar Haddad (omar@haddad.example)',
		'Ruth Cole ruth@cole.example'
	];
	const [lena, omar, ruth] = people;
	expect(
		await subjects(
			`Three follow-up drafts: one to ${lena} re the standing desks, one to ${omar} who visited the showroom, and another to ${ruth} about her sample order.`
		)
	).toEqual(['The standing desks', 'The showroom', 'Your sample order']);
	expect(
		await subjects(
			`Draft follow-ups. First to ${lena} about the demo last Tuesday. Second to ${omar} about pricing. Third to ${ruth} regarding the contract.`
		)
	).toEqual(['The demo last Tuesday', 'Pricing', 'The contract']);
	expect(
		await subjects(`Follow up with ${lena}, ${omar} and ${ruth}, who visited our booth last week.`)
	).toEqual(Array(3).fill('Our booth last week'));
	const met = await ask(
		`Draft follow-ups to ${people.join(', ')}. They all met us at the expo and wanted a catalogue.`
	);
	expect(met.mails[2]?.body).toContain(
		'We spoke at the expo. You wanted a catalogue.\n\nIs this still of interest'
	);
});

test('people without a matter are asked how things stand, and nothing is made up', async () => {
	const { mails, assumptions } = await ask(
		'Write three follow-up drafts to Priya Shah <priya@harbour.example>, Tom Lark <tom@lark.example> and Ana Lopez <ana@lopez.example>.'
	);
	expect(mails).toHaveLength(3);
	expect(mails[0]?.subject).toBe('Checking in from Northwind Chairs');
	expect(mails[0]?.body).toContain('I wanted to ask how things stand on your side.');
	expect(assumptions.join()).toContain('does not say what the last word was about');
});

test('what is to be mentioned is said, not ordered', async () => {
	const { mails } = await ask(
		'Prepare follow-up e-mails for Mark Twain, mark@twain.example, and Jay Gatsby, jay@gatsby.example. Mention our autumn discount of 10%.'
	);
	expect(mails[0]?.body).toContain('I would also like to mention our autumn discount of 10%.');
});

test('what all of them got is said once', async () => {
	const { mails } = await ask(
		'Follow up with Priya (priya@harbour.example) and Tom (tom@lark.example). They all got our quote last Thursday.'
	);
	expect(mails).toHaveLength(2);
	expect(mails[0]?.body).toContain('our quote, which we sent you last Thursday.');
	expect(mails[0]?.body).not.toContain('You all got');
});

test('people without an address get their drafts, and I ask for the addresses', async () => {
	const { mails, deliverable, questions, summary } = await ask(
		'Three follow up mails please to named people: Sam Hill, Kate Moss, Bob Ray'
	);
	expect(mails).toEqual([]);
	expect(summary).toContain('three follow-up mails, to Sam Hill, Kate Moss and Bob Ray');
	for (const name of ['Sam', 'Kate', 'Bob']) expect(deliverable).toContain(`Hi ${name},`);
	expect(questions[0]).toContain('What is the address of Sam Hill, Kate Moss and Bob Ray?');
});

test('one person, and what the sentence says of them', async () => {
	const { mails } = await ask('Follow up with Ada Novak <ada@novak.example> about the showroom visit.');
	expect(mails[0]?.subject).toBe('The showroom visit');
	expect(mails[0]?.body).toContain('I am coming back to the showroom visit.');
});

test('no mail is proposed with a blank for its subject', async () => {
	const { mails } = await ask(
		'Mail Tom Weber <tom@weber.example>: the delivery of his six tables is planned for the first week of December, because our oak arrived late.'
	);
	expect(mails[0]?.subject).not.toContain('[');
});
