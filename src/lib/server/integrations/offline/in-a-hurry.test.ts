import { describe, expect, test } from 'vitest';
import type { RoleTemplate } from '#lib/schemas/role-template.ts';
import { DraftEmail } from '#lib/schemas/action.ts';
import { roles } from '../../../../../prisma/catalogue/roles.ts';
import { answerTo, briefFor } from './testing.ts';

/** What busy owners type, with all of it in one sentence. */
async function ask(key: string, instructions: string) {
	const role = roles.find((each) => each.key === key) as RoleTemplate;
	const task = { title: String(instructions.split('\n')[0]).slice(0, 60), instructions };
	const answer = await answerTo(
		briefFor(role, task, { requestedBy: 'Dana Reyes', spreadsheets: ['Expenses 2026'] })
	);
	const { proposedActions } = answer;
	const mails = proposedActions
		.filter(({ kind }) => kind === 'gmail.draftEmail')
		.map(({ payload }) => DraftEmail.parse(payload));
	return {
		...answer,
		mails,
		cells: JSON.stringify(proposedActions.map(({ payload }) => payload['columns']))
	};
}

describe('mails', () => {
	test('one is invited and the other declined in the same sentence', async () => {
		const { mails } = await ask(
			'recruiting',
			'Invite Amy Stone (amy@stone.example) for an interview on Thursday at 10 and reject Max Bell (max@bell.example), we found someone with more experience'
		);
		expect(mails[0]?.subject).toBe('Interview on Thursday at 10');
		expect(mails[1]?.body).toContain('further: we found someone with more experience.');
	});

	test('an invitation for several people says to what', async () => {
		const { mails } = await ask(
			'sales-development',
			'Send Anna (anna@schmidt.example) and Ben (ben@okafor.example) an invitation to our open day on 12 December'
		);
		expect(mails.map(({ body }) => body.split('\n')[2])).toEqual(
			Array.from({ length: 2 }, () => 'We would like to invite you to our open day on 12 December.')
		);
	});

	test('names and addresses in a row, each with a matter of their own', async () => {
		const { mails } = await ask(
			'sales-development',
			'Follow up with everyone from the fair: Kim Lee kim@lee.example wanted our catalogue, Raj Patel raj@patel.example asked about delivery times, Sue Wong sue@wong.example needs a quote for 15 tables'
		);
		expect(mails.map(({ subject }) => subject)).toEqual([
			'Our catalogue',
			'Delivery times',
			'A quote for 15 tables'
		]);
		expect(mails[1]?.body).toContain('You asked about delivery times.');
	});

	test('who went quiet is not told so', async () => {
		const { mails } = await ask(
			'sales-development',
			'Check in with Paul Meyer, paul@meyer.example, who was interested in 30 chairs but went quiet'
		);
		expect(mails[0]?.subject).toBe('30 chairs');
		expect(mails[0]?.body).toContain('You were interested in 30 chairs.\n');
	});

	test('a quote that is only asked about is not one that was sent', async () => {
		const { mails } = await ask(
			'sales-development',
			'Email Maria Lopez (maria@lopez.example) to say thanks for visiting our stand and ask if she wants a quote'
		);
		expect(mails[0]?.body).toContain('Thank you for visiting our stand.');
		expect(mails[0]?.body).not.toMatch(/coming back|Say\./);
	});

	test('a list that goes on after “to”, with notes in brackets', async () => {
		const { mails, questions } = await ask(
			'sales-development',
			'Send follow ups to Anna anna@schmidt.example (wants 20 chairs), Ben ben@okafor.example (no answer since Monday)'
		);
		expect(mails.map(({ to }) => to[0])).toEqual(['Anna <anna@schmidt.example>', 'Ben <ben@okafor.example>']);
		expect(mails[0]?.body).toContain('You asked for 20 chairs.');
		expect(questions).toEqual([]);
	});

	test('a hello to the agent by name is no part of the task', async () => {
		const { assumptions } = await ask(
			'sales-development',
			'Hi Nora, can you follow up with Tom Weber (tom@weber.example)? We met at the Cologne fair.'
		);
		expect(assumptions.join()).not.toContain('Nora');
	});

	test('what somebody asks is not asked back', async () => {
		const { mails } = await ask(
			'customer-support',
			'Write a reply to Sam Hill, sam@hill.example, who asks when his order 5512 arrives. It ships on Monday.'
		);
		expect(mails[0]?.body).toContain('It ships on Monday.');
		expect(mails[0]?.body).not.toContain('Could you tell me');
	});

	test('a reminder to do something says to do it', async () => {
		const { deliverable } = await ask('operations', 'remind the team to submit holiday requests by Friday');
		expect(deliverable).toContain('Please remember to submit holiday requests by Friday.');
	});

	test('an address alone is told what the task says', async () => {
		const { mails } = await ask('customer-support', 'tell jo@mint.example we cant refund after 30 days');
		expect(mails[0]?.body).toContain("We can't refund after 30 days.");
	});

	test('the order itself is never the subject', async () => {
		const { mails } = await ask(
			'customer-support',
			'A customer (Eve Stone, eve@stone.example) says her chair broke. Apologise and tell her we send a new one this week.'
		);
		expect(mails[0]?.subject).toBe('We send a new one this week');
	});

	test('invoices by number sign, with a last word to me', async () => {
		const { mails } = await ask(
			'bookkeeping',
			'Overdue invoices: Casa Verde sofia@casaverde.example #118 €420 due 1 Nov; Nordlys post@nordlys.example #121 €980 due 5 Nov. Send friendly reminders.'
		);
		expect(mails.map(({ subject }) => subject)).toEqual([
			'Invoice 118 for €420: a friendly reminder',
			'Invoice 121 for €980: a friendly reminder'
		]);
		expect(mails[1]?.body).not.toContain('Send friendly');
	});

	test('how late a payment is says enough', async () => {
		const { mails } = await ask(
			'bookkeeping',
			'Remind Acme GmbH (billing@acme.example) that invoice 2041 over 1,250 euros is 2 weeks late'
		);
		expect(mails[0]?.body).toContain('invoice 2041 for 1,250 EUR has been overdue for 2 weeks, and');
		expect(mails[0]?.body).not.toMatch(/\[due date\]|Invoice 2041 over/);
	});
});

describe('rows', () => {
	test.each([
		[
			'Add to expenses: 12.11. Amazon 89,99 EUR monitor cable, 14.11. Bahn 54,00 EUR train to Berlin',
			['12.11.', 'Amazon', 'monitor cable', '14.11.', 'Bahn', 'train to Berlin']
		],
		[
			'I spent $120 at Home Depot on Nov 4 and $35.20 at Shell on Nov 6. Please add both to Expenses 2026.',
			['"Home Depot"', 'Nov 4', '$120', '"Shell"', 'Nov 6', '$35.20']
		],
		[
			'Expenses 2026: Nov 3 – Staples – $25.10 – paper; Nov 5 – Shell – $61.20 – fuel',
			['Nov 3', '"Staples"', '"paper"', 'Nov 5', '"Shell"', '"fuel"']
		],
		['Book these:\n04/11 AMZN MKTP 34.99\n05/11 SHELL 1234 61.20', ['"04/11"', '"AMZN MKTP"', '"SHELL 1234"']]
	])('days and sums in whatever order: %s', async (instructions, parts) => {
		const { proposedActions, cells } = await ask('bookkeeping', instructions);
		expect(proposedActions).toHaveLength(2);
		for (const part of parts) expect(cells).toContain(part);
	});
});

test('receipts without a word of what to do become a table', async () => {
	const { summary } = await ask(
		'bookkeeping',
		'Nov 3 – Staples – $25.10 – paper; Nov 5 – Shell – $61.20 – fuel'
	);
	expect(summary).toContain('two rows with a total of $86.30');
});

test('one post is one post, without the order in it', async () => {
	const { deliverable } = await ask(
		'marketing',
		'Instagram post about our new oak stool, 129 euros, available from Friday'
	);
	expect(deliverable).not.toMatch(/Post 2|Instagram/);
	expect(deliverable).toContain('129 EUR');
});

test('an ad is an ad', async () => {
	const { summary } = await ask(
		'recruiting',
		'We need a part-time carpenter in Leeds, 20 hours. Write the ad.'
	);
	expect(summary).toContain('a job ad for a part-time carpenter in Leeds');
});
