import { expect, test } from 'vitest';
import { AppendRow } from '#lib/schemas/action.ts';
import type { ModelAnswer } from '#lib/schemas/model-answer.ts';
import type { RoleTemplate } from '#lib/schemas/role-template.ts';
import { roles } from '../../../../../../prisma/catalogue/roles.ts';
import { answerTo, briefFor } from '../testing.ts';

type Sample = {
	earlier: ModelAnswer;
	revised: ModelAnswer;
	again: (feedback: string) => Promise<ModelAnswer>;
};

async function sendBack(key: string, sample: number, feedback: string): Promise<Sample> {
	const role = roles.find((each) => each.key === key) as RoleTemplate;
	const task = role.sampleTasks[sample];
	const brief = briefFor(role, { title: task?.title ?? '', instructions: task?.instructions ?? '' });
	const earlier = await answerTo(brief);
	const revised = await answerTo({ ...brief, revision: { feedback, earlier } });
	return {
		earlier,
		revised,
		again: (next) => answerTo({ ...brief, revision: { feedback: next, earlier: revised } })
	};
}

const bodies = (answer: ModelAnswer) =>
	answer.proposedActions.map((action) => (action.kind === 'gmail.draftEmail' ? action.payload.body : ''));

const cases: [feedback: string, key: string, sample: number, there: string[], gone: string[]][] = [
	[
		'Please sign as Dana.',
		'sales-development',
		0,
		['Best wishes,  \nDana  \nNorthwind Chairs'],
		['[your name]']
	],
	[
		'Make it more formal',
		'sales-development',
		0,
		['Dear Priya Shah,', 'Dear Tom Adeyemi,', 'Kind regards,'],
		['Hi Priya,', 'Best wishes,']
	],
	['This is too stiff', 'recruiting', 2, ['Hi Amira,', 'Best wishes,'], ['Dear Amira Saleh,']],
	['Greet her with "Dear Ms Rossi"', 'sales-development', 1, ['Dear Ms Rossi,'], ['Hi Elena,']],
	['Change the deadline to 18 December', 'sales-development', 0, ['until 18 December'], ['15 December']],
	[
		'Replace "the old tables" with "your old tables"',
		'sales-development',
		0,
		['take your old tables away'],
		['take the old tables']
	],
	['The interview takes 60 minutes instead of 45.', 'recruiting', 2, ['takes 60 minutes'], ['45 minutes']],
	[
		'Do not mention the old tables',
		'sales-development',
		0,
		['coming back to quote Q-2036'],
		['old tables away']
	],
	[
		'Don\'t say "just reply to this mail"',
		'customer-support',
		0,
		['order 48213'],
		['just reply to this mail']
	],
	['Remove the sentence about the refund', 'customer-support', 1, ['€140.00'], ['we give no refund']],
	[
		'Mention that we also deliver on Saturdays',
		'sales-development',
		1,
		['We also deliver on Saturdays.\n\nDo you have 20 minutes'],
		[]
	],
	['Add the opening hours', 'customer-support', 0, ['[opening hours]'], []],
	[
		'Shorter please',
		'recruiting',
		2,
		['Tuesday 15 December at 10:00', 'Dear Paul Meyer,'],
		['If it does not, tell me which times do.']
	],
	[
		'Put Cloudbox under Office supplies',
		'bookkeeping',
		0,
		['| Cloudbox | file storage, monthly | Office supplies |'],
		['Software and IT |']
	],
	['Change €48.20 to €84.20', 'bookkeeping', 0, ['€84.20', '| Total |  |  |  | €263.50 |'], ['€227.50']],
	['Delivery takes three weeks', 'sales-development', 0, ['Delivery takes three weeks.'], []]
];

test.each(cases)('%s', async (feedback, key, sample, there, gone) => {
	const { earlier, revised } = await sendBack(key, sample, feedback);
	const text = revised.deliverable.replace(/^(?:>[^\n]*\n)+/, '');
	for (const part of there) expect(text).toContain(part);
	for (const part of gone) expect(text).not.toContain(part);
	for (const part of gone) expect(earlier.deliverable).toContain(part);
	expect(revised.summary).toMatch(/^Written offline, without a language model: changed as asked: /);
	expect(revised.deliverable).toMatch(/^> Written offline[^\n]+\n>\n> Changed as asked: /);
});

test('the proposed mails change with the text', async () => {
	const { revised } = await sendBack(
		'sales-development',
		0,
		'Sign as Dana, make it formal and change 15 December to 18 December.'
	);
	expect(bodies(revised)).toHaveLength(3);
	for (const body of bodies(revised)) {
		expect(body).toContain('18 December');
		expect(body).toMatch(/^Dear [^]+\n\nKind regards,\nDana\nNorthwind Chairs$/);
	}
});

test('the proposed rows change with the table', async () => {
	const { revised } = await sendBack('bookkeeping', 0, 'Put Cloudbox under Office supplies');
	const rows = revised.proposedActions.map((action) =>
		action.kind === 'sheets.appendRow'
			? AppendRow.parse(action.payload).columns.map((column) => column.value)
			: []
	);
	expect(rows).toContainEqual([
		'12.11.2026',
		'Cloudbox',
		'file storage, monthly',
		'Office supplies',
		'€11.99'
	]);
	expect(rows).toContainEqual(['16.11.2026', 'Tankhof', 'diesel for the van', 'Vehicle', '€83.16']);
});

test('a remark about one person changes that mail alone', async () => {
	const { revised } = await sendBack('recruiting', 2, 'Tell Ines that she can park in the yard.');
	const [amira, ines, paul] = bodies(revised);
	expect(ines).toContain('You can park in the yard.');
	expect(`${amira ?? ''}${paul ?? ''}`).not.toContain('park');
});

test('a second revision stands on the first, with one label', async () => {
	const { again } = await sendBack('sales-development', 0, 'Sign as Dana.');
	const twice = await again('Make it formal.');
	expect(twice.deliverable).toMatch(/Dear Priya Shah,[^]+Kind regards, {2}\nDana/);
	expect(twice.deliverable.match(/Written offline/g)).toHaveLength(1);
});

test('what rules cannot do is said, not pretended', async () => {
	const { earlier, revised } = await sendBack('customer-support', 0, 'Translate this into German.');
	expect(revised.summary).toContain('nothing was changed. Not done');
	expect(revised.questions[0]).toContain('Translate this into German');
	expect(revised.deliverable).toContain(earlier.deliverable.split('\n\n').slice(1).join('\n\n'));
});

test('a permission that was taken away since takes its actions along', async () => {
	const role = roles[0] as RoleTemplate;
	const task = role.sampleTasks[0] as RoleTemplate['sampleTasks'][number];
	const earlier = await answerTo(briefFor(role, task));
	const revised = await answerTo(
		briefFor(role, task, { allowedActions: [], revision: { feedback: 'Shorter', earlier } })
	);
	expect(earlier.proposedActions).toHaveLength(3);
	expect(revised.proposedActions).toEqual([]);
});
