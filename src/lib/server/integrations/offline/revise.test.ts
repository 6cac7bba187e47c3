import { expect, test } from 'vitest';
import { DraftEmail } from '#lib/schemas/action.ts';
import type { RoleTemplate } from '#lib/schemas/role-template.ts';
import { roles } from '../../../../../prisma/catalogue/roles.ts';
import { answerTo, briefFor } from './testing.ts';

async function sendBack(key: string, sample: number, feedback: string) {
	const role = roles.find((each) => each.key === key) as RoleTemplate;
	const { title, instructions } = role.sampleTasks[sample] as RoleTemplate['sampleTasks'][number];
	const brief = briefFor(role, { title, instructions });
	const earlier = await answerTo(brief);
	const revised = await answerTo({ ...brief, revision: { feedback, earlier } });
	const again = (next: string) => answerTo({ ...brief, revision: { feedback: next, earlier: revised } });
	const bodies = revised.proposedActions.flatMap(({ payload }) =>
		'body' in payload ? [DraftEmail.parse(payload).body] : []
	);
	return { brief, earlier, revised, again, bodies };
}

const cases: [feedback: string, key: string, sample: number, there: string[], gone: string[]][] = [
	[
		'Please sign as Dana.',
		'sales-development',
		0,
		['Best wishes,  \nDana  \nNorthwind Chairs'],
		['[your name]']
	],
	['Change 15 December to 18 December', 'sales-development', 0, ['until 18 December'], ['15 December']],
	[
		'Replace "the old tables" with "your old tables"',
		'sales-development',
		0,
		['take your old tables away'],
		['take the old tables']
	],
	['60 minutes instead of 45 minutes', 'recruiting', 2, ['takes 60 minutes'], ['45 minutes']]
];

test.each(cases)('%s', async (feedback, key, sample, there, gone) => {
	const { earlier, revised } = await sendBack(key, sample, feedback);
	const text = revised.deliverable.replace(/^(?:>[^\n]*\n)+/, '');
	for (const part of there) expect(text).toContain(part);
	for (const part of gone) expect(text).not.toContain(part);
	for (const part of gone) expect(earlier.deliverable).toContain(part);
	expect(revised.summary).toMatch(/^Written offline, without a language model: changed as asked: /);
	expect(revised.deliverable).toMatch(/^> Written offline[^\n]+\n>\n> Changed as asked: /);
	expect(revised.proposedActions).toHaveLength(earlier.proposedActions.length);
});

test('the proposed mails change with the text, wish by wish', async () => {
	const feedback = 'Sign as Dana and change 15 December to 18 December.';
	const { bodies } = await sendBack('sales-development', 0, feedback);
	expect(bodies).toHaveLength(3);
	for (const body of bodies) {
		expect(body).toContain('18 December');
		expect(body).toMatch(/^Hi [^]+\n\nBest wishes,\nDana\nNorthwind Chairs$/);
	}
});

test('a second revision stands on the first, with one label', async () => {
	const { again } = await sendBack('sales-development', 0, 'Sign as Dana.');
	const twice = await again('Change 15 December to 18 December.');
	expect(twice.deliverable).toMatch(/until 18 December[^]+Best wishes, {2}\nDana/);
	expect(twice.deliverable.match(/Written offline/g)).toHaveLength(1);
});

test.each([
	'Translate this into German.',
	'Shorter please',
	'Tell Ines that she can park in the yard.',
	'Change the deadline to 18 December',
	'Make it more formal',
	'Do not mention the old tables',
	'Mention that we also deliver on Saturdays',
	'Delivery takes three weeks'
])('%s: what cannot be followed is an open point, and nothing is proposed', async (feedback) => {
	const { earlier, revised } = await sendBack('sales-development', 0, feedback);
	expect(revised.summary).toContain('Not done: ');
	expect(revised.questions[0]).toContain(feedback.replace('.', ''));
	expect(revised.deliverable).toContain(earlier.deliverable.split('\n\n').slice(1).join('\n\n'));
	expect(revised.proposedActions).toEqual([]);
});

test('a number in a table that adds up is for a person to change, since its sums would no longer be true', async () => {
	const { earlier, revised } = await sendBack('bookkeeping', 0, 'Change €48.20 to €84.20');
	expect(revised.questions[0]).toContain('Change €48.20 to €84.20');
	expect(revised.deliverable).toContain('€48.20');
	expect(revised.deliverable).not.toContain('€84.20');
	expect([earlier.proposedActions.length, revised.proposedActions.length]).toEqual([5, 0]);
});

test('a permission that was taken away since takes its actions along', async () => {
	const { brief, earlier } = await sendBack('sales-development', 0, 'Sign as Dana.');
	const revised = await answerTo({
		...brief,
		allowedActions: [],
		revision: { feedback: 'Sign as Dana.', earlier }
	});
	expect(earlier.proposedActions).toHaveLength(3);
	expect(revised.proposedActions).toEqual([]);
});
