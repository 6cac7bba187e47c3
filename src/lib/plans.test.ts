import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { freeInWords, largerThan, noAgentPlaceLeft, noTasksLeft, planKeys, plans } from './plans.ts';

test('the plans are these', () => {
	const sold = planKeys.map((plan) => {
		const { name, agents, tasksPerMonth, members, dollarsPerMonth } = plans[plan];
		return [name, agents, tasksPerMonth, members, dollarsPerMonth];
	});
	expect(sold).toEqual([
		['Free', 1, 200, 2, 0],
		['Starter', 3, 1_000, 5, 29],
		['Pro', 10, 5_000, 20, 99],
		['Enterprise', null, null, null, 399]
	]);
	expect(planKeys.map(largerThan)).toEqual(['starter', 'pro', 'enterprise', null]);
});

test('a limit is said in one voice', () => {
	expect(freeInWords).toBe('Free for one agent');
	expect(noAgentPlaceLeft('starter')).toMatch(/^The Starter plan has room for 3 agents\. /);
	expect(noTasksLeft('pro')).toMatch(/^The Pro plan’s 5,000 tasks of this month are used up\. /);
});

test('nobody else says a plan’s name', () => {
	const pattern = String.raw`['"\`](starter|pro|enterprise|Starter|Pro|Enterprise)['"\`]`;
	const places = [
		'src',
		'worker',
		'scripts',
		':!*.test.ts',
		':!src/lib/plans.ts',
		':!src/lib/server/db/generated'
	];
	// It ends with 1 when it finds nothing.
	const { stdout, status } = spawnSync('git', ['grep', '-lE', pattern, '--', ...places], {
		encoding: 'utf8'
	});
	expect([status, stdout]).toEqual([1, '']);
});
