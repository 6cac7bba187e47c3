import { expect, test } from 'vitest';
import type { RoleTemplate } from '#lib/schemas/role-template.ts';
import { roles } from '../../../../../prisma/catalogue/roles.ts';
import { answerTo, briefFor } from './testing.ts';

/** Two sentences, no list, and a draft that somebody in the job could use. */
const cases: [role: string, title: string, instructions: string, contains: string[]][] = [
	[
		'marketing',
		'Instagram posts for bakery',
		'We launch a new rye sourdough on Friday 27 November, €5.20, baked with local rye from Hof Petersen. Write 3 Instagram posts.',
		[
			'We launch a new rye sourdough on Friday 27 November, €5.20. Baked with local rye from Hof Petersen.',
			'Baked with local rye from Hof Petersen. We launch a new rye sourdough on Friday 27 November, €5.20.'
		]
	],
	[
		'marketing',
		'Product text',
		'Write a product description for our oak desk: solid oak, 140x70 cm, made in Leeds, £690.',
		['## Product text\n\nOur oak desk: solid oak, 140x70 cm, made in Leeds, £690.']
	],
	[
		'customer-support',
		'FAQ',
		'People keep asking: how long does delivery take (3-5 days), do you ship abroad (EU only, €12). Write a help text.',
		['## How long does delivery take?\n\n3-5 days.', '## Do you ship abroad?\n\nEU only, €12.']
	],
	[
		'sales-development',
		'Prepare my call with Hotel Miramar',
		'They want 120 chairs by 15 May. The owner decides. Prepare notes for the call.',
		[
			'- They want 120 chairs by 15 May.',
			'- Budget: What have you set aside for it?',
			'need, timing, decision?'
		]
	],
	[
		'marketing',
		'Newsletter January',
		'Newsletter for January: 1. New opening hours from 7 January: 8 to 17. 2. Cinnamon buns are back. 3. We are looking for a baker. Keep it short.',
		['### New opening hours from 7 January', '### Cinnamon buns are back', '### We are looking for a baker']
	],
	[
		'marketing',
		'Slogans',
		'Five slogans for our bike repair shop. We repair within 24 hours, collect your bike for free, and give a 6 month guarantee.',
		['1. Our bike repair shop: we repair within 24 hours']
	],
	[
		'operations',
		'Onboarding checklist',
		'Checklist for Leo, who starts on 1 December as driver: contract, keys, van tour.',
		['- [ ] Contract\n- [ ] Keys\n- [ ] Van tour']
	],
	[
		'recruiting',
		'Interview questions for a barista',
		'Prepare 6 interview questions for a barista. Important: calm under pressure, hygiene.',
		[
			'2. This job needs: calm under pressure.',
			'3. This job needs: hygiene.',
			'6. What would you like to know'
		]
	],
	[
		'recruiting',
		'Job ad',
		'we need a barista, 25h/week, £12.50/h, start January, Leeds city centre. Apply to jobs@beans.example',
		['# Barista', '- £12.50/h', '- Leeds city centre', 'Apply to jobs@beans.example.']
	]
];

test.each(cases)('%s: %s', async (key, title, instructions, contains) => {
	const role = roles.find((each) => each.key === key) as RoleTemplate;
	const { deliverable, summary, proposedActions } = await answerTo(briefFor(role, { title, instructions }));
	for (const part of contains) expect(deliverable).toContain(part);
	expect(summary).not.toContain('a plan for');
	expect(proposedActions).toEqual([]);
});

test('posts are never the same words again; what the facts do not carry is asked for', async () => {
	const role = roles.find((each) => each.key === 'marketing') as RoleTemplate;
	const { deliverable, questions } = await answerTo(
		briefFor(role, { title: 'Posts', instructions: 'We open again on Monday 30 November. Write 3 posts.' })
	);
	expect(deliverable.match(/^## Post/gm)).toHaveLength(1);
	expect(questions).toContain('The facts carry one post; for two more, what else is there to say?');
});
