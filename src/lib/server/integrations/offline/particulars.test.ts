import { describe, expect, it, test } from 'vitest';
import type { RoleTemplate } from '#lib/schemas/role-template.ts';
import { DraftEmail } from '#lib/schemas/action.ts';
import { roles } from '../../../../../prisma/catalogue/roles.ts';
import { answerTo, briefFor, recipientsOf } from './testing.ts';

const ask = (key: string, title: string, instructions: string) =>
	answerTo(briefFor(roles.find((role) => role.key === key) as RoleTemplate, { title, instructions }));
const mailsOf = ({ proposedActions }: Awaited<ReturnType<typeof ask>>) =>
	proposedActions.map(({ payload }) => DraftEmail.parse(payload));

describe('five quotes in one sentence', async () => {
	const answer = await ask(
		'sales-development',
		'Chase five quotes',
		'Please chase these quotes: Priya Shah (priya@harbour.example, 40 chairs, €6,480), Tom Adeyemi (tom@lark.example, 12 tables, €9,120), Ingrid Dahl (ingrid@fjord.example, 25 desks, €4,375), Marie Blanc (marie@lune.example, 18 stools, €1,440) and Ben Okoro (ben@okoro.example, 6 benches, €2,100). All sent two weeks ago.'
	);
	const mails = mailsOf(answer);

	it('give each person what is theirs and nothing of the others', () => {
		const sums = ['€6,480', '€9,120', '€4,375', '€1,440', '€2,100'];
		expect(mails).toHaveLength(5);
		for (const [index, { body }] of mails.entries())
			expect(sums.filter((sum) => body.includes(sum))).toEqual([sums[index]]);
	});

	it('have five subjects that say which quote it is', () => {
		expect(mails.map(({ subject }) => subject)).toEqual([
			'Our quote for 40 chairs',
			'Our quote for 12 tables',
			'Our quote for 25 desks',
			'Our quote for 18 stools',
			'Our quote for 6 benches'
		]);
	});

	it('are English, and what is said about all five is no news to any of them', () => {
		expect(answer.questions.join()).not.toContain('another language');
		expect(answer.deliverable).not.toContain('All sent');
	});
});

test('a list with the goods behind the quote keeps them in the subject', async () => {
	const answer = await ask(
		'sales-development',
		'Chase old quotes',
		'- Priya Shah priya@harbour.example - quote for 40 chairs\n- Tom Adeyemi tom@lark.example - quote for 12 tables'
	);
	expect(mailsOf(answer).map(({ subject }) => subject)).toEqual([
		'Quote for 40 chairs',
		'Quote for 12 tables'
	]);
});

test('a quote that nothing is known about is at least not called "Quote"', async () => {
	const answer = await ask(
		'sales-development',
		'Follow-ups',
		'Follow up with Anna, Ben, Carla, David and Eva about the quotes we sent last week.'
	);
	for (const name of ['Anna', 'Ben', 'Carla', 'David', 'Eva'])
		expect(answer.deliverable).toContain(`Hi ${name},`);
	expect(answer.deliverable).toContain('**Subject:** Your quote from Northwind Chairs');
	expect(recipientsOf(answer)).toEqual([]);
});

test('several sums in one sentence: nobody reads the sum of somebody else', async () => {
	const answer = await ask(
		'sales-development',
		'Two quotes',
		'Follow up on the quotes to priya@harbour.example for €6,480 and to tom@lark.example for €9,120.'
	);
	const [first, second] = mailsOf(answer);
	expect([first?.body.includes('€6,480'), first?.body.includes('€9,120')]).toEqual([true, false]);
	expect([second?.body.includes('€6,480'), second?.body.includes('€9,120')]).toEqual([false, true]);
});

test('no sum is lost, with a comma for the cents or without cents', async () => {
	const { deliverable } = await ask(
		'bookkeeping',
		'Expenses',
		'Please book: taxi 23.50, hotel 240 (2 nights), train ticket 89,90, coffee with client 12.40'
	);
	for (const row of ['| Taxi |', '| Hotel (2 nights) |', '| 240 |', '| 89,90 |', '| 365.80 |'])
		expect(deliverable).toContain(row);
});

test('a page number, a year and an invoice number are no sums', async () => {
	const { deliverable } = await ask(
		'bookkeeping',
		'Expenses',
		'Please book these:\n- taxi 23.50\n- invoice 1001\n- budget 2026\n- page 12'
	);
	expect(deliverable).toContain('| Total |  |  |  | 23.50 |');
});

test.each([
	[
		'recruiting',
		'Reference',
		'Write to Hanna Wolf, hanna@wolf.example, former boss of Amira Saleh, and ask for a reference: how long did she work there, would you hire her again.',
		'how long did she work there, would you hire her again?'
	],
	[
		'customer-support',
		'Thank you note',
		'Write to Fatima Haddad fatima@haddad.example and thank her for the kind words. Ask if we may use her photo on our website.',
		'May we use your photo on our website?'
	],
	[
		'marketing',
		'Invitation to open day',
		'Write an invitation mail to our customers for the open day on Saturday 5 December, 11 to 17, Mill Lane 4. Kids welcome.',
		'We would like to invite you to the open day on Saturday 5 December, 11 to 17, Mill Lane 4. Kids welcome.'
	],
	[
		'recruiting',
		'Reject two applicants',
		'Write a kind rejection to: Amy Stone amy@stone.example, Bill Fox bill@fox.example. We chose somebody with more experience.',
		'take your application further. We chose somebody with more experience.'
	],
	[
		'sales-development',
		'Cold email to dentists',
		'Write a cold email to dental practices. We clean practices after hours, from £18 an hour.',
		'**Subject:** We clean practices after hours\n'
	]
])('%s, %s: says it as a person would', async (role, title, instructions, contains) => {
	expect((await ask(role, title, instructions)).deliverable).toContain(contains);
});

test('what stands in a reminder is not said to be left out of it', async () => {
	const { assumptions } = await ask(
		'bookkeeping',
		'Reminder',
		'Bright Dental Ltd owes us £1,250 for invoice INV-204, due 1 Nov. accounts@brightdental.example. Write a friendly reminder.'
	);
	expect(assumptions.filter((each) => each.includes('left out'))).toEqual([]);
});

test('three reminders with semicolons between them keep their invoices apart', async () => {
	const mails = mailsOf(
		await ask(
			'bookkeeping',
			'Three reminders',
			'Remind these customers: Casa Verde, sofia@casaverde.example, invoice 118, 1,240 EUR, due 2 November; Nordlys, henrik@nordlys.example, invoice 121, 386.50 EUR, due 6 November; Murphy Events, grace@murphy.example, invoice 124, 2,975 EUR, due 9 November.'
		)
	);
	expect(mails.map(({ to, subject }) => [to.join(), subject])).toEqual([
		['Casa Verde <sofia@casaverde.example>', 'Invoice 118 for 1,240 EUR: a friendly reminder'],
		['Nordlys <henrik@nordlys.example>', 'Invoice 121 for 386.50 EUR: a friendly reminder'],
		['Murphy Events <grace@murphy.example>', 'Invoice 124 for 2,975 EUR: a friendly reminder']
	]);
	expect(mails.map(({ body }) => /Customers/.test(body))).toEqual([false, false, false]);
});

test('three invitations in one sentence reach all three, each with its time', async () => {
	const mails = mailsOf(
		await ask(
			'recruiting',
			'Invite three',
			'Invite Amy Stone (amy@stone.example, Tuesday 1 December 10:00), Bill Fox (bill@fox.example, Tuesday 1 December 11:00) and Cleo Park (cleo@park.example, Wednesday 2 December 9:30) to an interview at Mill Lane 4.'
		)
	);
	expect(mails.map(({ to, subject }) => [to.join(), subject])).toEqual([
		['Amy Stone <amy@stone.example>', 'Interview on Tuesday 1 December 10:00'],
		['Bill Fox <bill@fox.example>', 'Interview on Tuesday 1 December 11:00'],
		['Cleo Park <cleo@park.example>', 'Interview on Wednesday 2 December 9:30']
	]);
	for (const { body } of mails) expect(body).toContain('to an interview at Mill Lane 4.');
});

test.each([
	[
		'customer-support',
		'Refund',
		'Tell Mike Jones mike@jones.example that we refund his £49 today and he can keep the broken lamp. Apologise.',
		'I am sorry about this. We refund your £49 today and you can keep the broken lamp.'
	],
	[
		'operations',
		'Team mail',
		'Write to the team (team@brightside.example): we close on 24 December at 12:00. Please enter holidays by 10 December.',
		'We close on 24 December at 12:00. Please enter holidays by 10 December.'
	],
	[
		'sales-development',
		'After the fair',
		'I met Paul Weber (paul@weber.example) at the fair. He liked our oak table. Send him a mail with our catalogue https://northwind.example/catalogue.',
		'You liked our oak table.\n\nHere it is: https://northwind.example/catalogue'
	],
	[
		'sales-development',
		'Follow up with Sarah',
		'Sarah Chen (sarah@brightline.example) tried our demo last week and said price is too high. Follow up and ask what budget she has in mind.',
		'Hi Sarah,\n\nYou tried our demo last week. You said price is too high.\n\nCould you tell me what budget you have in mind?'
	],
	[
		'recruiting',
		'Invite Amy',
		'Invite Amy Stone (amy@stone.example) to an interview on Thursday 3 December at 14:00, 45 minutes, in our bakery, Mill Lane 4.',
		'Thursday 3 December at 14:00, 45 minutes, in our bakery, Mill Lane 4.'
	]
])('%s, %s: nothing of the message is left behind', async (role, title, instructions, contains) => {
	const mails = mailsOf(await ask(role, title, instructions));
	expect(mails.map(({ body }) => body).join()).toContain(contains);
});

test('what is told to one person is nothing for the other', async () => {
	const mails = mailsOf(
		await ask(
			'customer-support',
			'Two answers',
			'Tell Ann Fox ann@fox.example that we refund her £49. Tell Bob Lee bob@lee.example that his parcel is lost.'
		)
	);
	expect(mails.filter(({ to, body }) => /ann@/.test(to.join()) && /lost/.test(body))).toEqual([]);
	expect(mails.filter(({ to, body }) => /bob@/.test(to.join()) && /£49/.test(body))).toEqual([]);
});
