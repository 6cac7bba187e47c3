import { expect, test } from 'vitest';
import type { RunPlan } from '#lib/schemas/run-plan.ts';
import { onCluster } from './case.ts';

/** Fault 61: killed in the middle of a loop. */

const plan: RunPlan = {
	version: 1,
	given: {},
	steps: [
		{ kind: 'read', key: 'lines', source: 'material' },
		{
			kind: 'forEach',
			key: 'row',
			over: 'lines',
			steps: [{ kind: 'draft', key: 'draft', instructions: 'One sentence.', proposes: true }]
		}
	]
};
const rows = 50;
const killedAt = 17;

test(
	'a run that is killed in row 17 of 50 goes on there, and finished rows cost nothing again',
	() =>
		onCluster({}, async (cluster) => {
			const { id, title } = await cluster.task(await cluster.newTenant());
			const { db } = cluster.app;
			const material = Array.from({ length: rows }, (_, row) => `Customer ${row + 1}`).join('\n');
			await db.task.update({ where: { id }, data: { material } });
			await db.$executeRaw`update runs set plan = ${JSON.stringify(plan)}::jsonb where task_id = ${id}::uuid`;
			const victim = cluster.supervised({}, `answer-recorded@${killedAt}`);
			await cluster.until('the worker is killed', async () => victim.wasKilled);
			expect(cluster.peer.countFor(title)).toBe(killedAt);
			await cluster.settled();
			expect(await cluster.status(id)).toBe('needs_review');
			expect(cluster.peer.countFor(title)).toBe(rows);
			const steps = await db.step.findMany({
				where: { key: { endsWith: '.draft' } },
				orderBy: { id: 'asc' }
			});
			expect(steps.map(({ key }) => key)).toEqual(
				Array.from({ length: rows }, (_, row) => `row[${row}].draft`)
			);
			expect(new Set(steps.map(({ attempt }) => attempt))).toEqual(new Set([1]));
			expect(await db.modelCall.count({ where: { status: { not: 'answered' } } })).toBe(0);
		}),
	180_000
);
