import { describe, expect, it } from 'vitest';
import { roles } from '../../../../prisma/catalogue/roles.ts';
import { answerTo, briefFor, recipientsOf } from '#server/integrations/offline/testing.ts';
import { samplesFor, tradeOf, trades } from './trades.ts';

const roleOf = (key: string) => {
	const role = roles.find((one) => one.key === key);
	if (!role) throw new Error(`There is no role ${key}.`);
	return role;
};

describe.each(trades)('$label', ({ key, role, samples }) => {
	it.each(Object.entries(samples))('gets one mail from %s, to whom it is for', async (roleKey, sample) => {
		const answer = await answerTo(briefFor(roleOf(roleKey), { ...sample }));
		expect(recipientsOf(answer)).toEqual(sample.recipients);
		expect(answer.proposedActions).toHaveLength(1);
	});

	it('has a task for the role that it needs first, before those of other trades', () => {
		const { key: roleKey, sampleTasks } = roleOf(role);
		const offered = samplesFor(tradeOf(key), { key: roleKey, samples: sampleTasks });
		expect(offered).toHaveLength(3);
		expect(offered[0]).toBe(samples[role]);
	});
});

it('an unknown trade has the samples of the role', () => {
	const { key, sampleTasks } = roleOf('bookkeeping');
	expect(samplesFor(tradeOf('nonsense'), { key, samples: sampleTasks })).toEqual(sampleTasks);
});

it('names people and addresses that nobody has', () => {
	for (const [, domain] of JSON.stringify(trades).matchAll(/@([\w.-]+\w)/g))
		expect(domain).toMatch(/\.example$/);
});
