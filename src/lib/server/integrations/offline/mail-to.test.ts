import { describe, expect, it, test } from 'vitest';
import { DraftEmail } from '#lib/schemas/action.ts';
import type { RoleTemplate } from '#lib/schemas/role-template.ts';
import { roles } from '../../../../../prisma/catalogue/roles.ts';
import { answerTo, briefFor } from './testing.ts';

const anyRole = roles.map(({ key }) => key);

async function mailsFor(key: string, title: string, instructions: string, material = '') {
	const role = roles.find((each) => each.key === key) as RoleTemplate;
	const { proposedActions } = await answerTo(
		briefFor(role, { title, instructions, material }, { requestedBy: 'Dana Reyes' })
	);
	return proposedActions.flatMap(({ kind, payload }) =>
		kind === 'gmail.draftEmail' ? [DraftEmail.parse(payload)] : []
	);
}

describe('a task that asks to write to somebody proposes a mail', () => {
	it.each([
		[
			'Write to Priya Shah <priya@harbour.example> and ask whether she still wants the four chairs.',
			'Could you tell me whether you still want the four chairs?'
		],
		[
			'Please ask Priya Shah <priya@harbour.example> when she can receive the delivery.',
			'Could you tell me when you can receive the delivery?'
		],
		[
			'Write to Priya Shah <priya@harbour.example> and ask her to confirm the delivery on Friday.',
			'Could you please confirm the delivery on Friday?'
		],
		[
			'Answer Priya Shah <priya@harbour.example> and ask for her order number.',
			'Could you please send me your order number?'
		],
		['Mail Priya Shah <priya@harbour.example> asking her about the lamp.', 'May I ask you about the lamp?'],
		[
			'Contact Priya Shah (priya@harbour.example) and find out when the desks arrive.',
			'Could you tell me when the desks arrive?'
		],
		[
			'Drop Priya Shah <priya@harbour.example> a line that the fixture is closed on Friday.',
			'The fixture is closed on Friday.'
		],
		['Let Priya Shah <priya@harbour.example> know that the newsletter is ready.', 'The newsletter is ready.']
	])('%s', async (instructions, says) => {
		for (const role of anyRole) {
			const mails = await mailsFor(role, 'Priya', instructions);
			expect(mails.map(({ to }) => to)).toEqual([['Priya Shah <priya@harbour.example>']]);
			expect(mails[0]?.body).toContain(says);
			expect(mails[0]?.body).not.toContain('[');
		}
	});

	it('but no empty one, when there is nothing to say', async () => {
		expect(await mailsFor('operations', 'Tom', 'Write to Tom <tom@lark.example>.')).toEqual([]);
	});
});

test.each([
	['Write to "Shah, Priya" <priya@harbour.example>', 'Priya Shah <priya@harbour.example>'],
	['Write to "Priya Shah" <priya@harbour.example>', 'Priya Shah <priya@harbour.example>'],
	['Write to Pat O’Brien <pat@obrien.example>', 'Pat O’Brien <pat@obrien.example>'],
	['Write to Zoë D’Arcy-Łuczak <zoe@darcy.example>', 'Zoë D’Arcy-Łuczak <zoe@darcy.example>'],
	["Write to O'Brien & Sons <pat@obrien.example>", 'pat@obrien.example'],
	['Write to pat@obrien.example', 'pat@obrien.example']
])('%s goes to %s', async (order, recipient) => {
	const mails = await mailsFor('operations', 'Chairs', `${order} that the chairs are ready.`);
	expect(mails.map(({ to }) => to)).toEqual([[recipient]]);
});

test('the sender of a pasted mail is named as the mail names them, with the address alone as the last resort', async () => {
	const pasted = (from: string) =>
		mailsFor(
			'customer-support',
			'Answer this',
			'Please answer: it leaves on Monday.',
			`From: ${from}\nSubject: Lamp\n\nWhere is it?`
		);
	const to = async (from: string) => (await pasted(from)).map((mail) => mail.to);
	expect(await to('"Shah, Priya" <priya@harbour.example>')).toEqual([['Priya Shah <priya@harbour.example>']]);
	expect(await to('<evil@x.example> "boss" <priya@harbour.example>')).toEqual([['evil@x.example']]);
	expect(await to('priya@harbour.example')).toEqual([['priya@harbour.example']]);
});
