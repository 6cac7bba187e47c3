import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createWorkflow } from '#server/domain/workflow/create-workflow.ts';
import { receipts, roundUp } from '../support/workflow-fixture.ts';
import type { FaultCluster } from '../support/fault-cluster.ts';
import { onCluster } from './case.ts';

/** Faults 18, 19 and 20, with real workers: a time that was missed, several schedulers, and each of them killed. */

const daily = { kind: 'schedule', cron: '0 8 * * *', timeZone: 'America/New_York' } as const;

/** Workflows whose last due time was so many minutes ago; nobody was there to see it. */
async function due(cluster: FaultCluster, count: number, make: typeof roundUp, missedMinutes: number) {
	const { owner, agentId } = await cluster.newTenant();
	const { db } = cluster.app;
	const at = new Date(Math.floor(Date.now() / 60_000 - missedMinutes) * 60_000);
	const trigger = { ...daily, cron: `${at.getUTCMinutes()} ${at.getUTCHours()} * * *`, timeZone: 'UTC' };
	const ids: string[] = [];
	for (let n = 0; n < count; n++)
		ids.push(
			await createWorkflow(cluster.app, owner, make(agentId, { trigger, name: `Flow ${randomUUID()}` }))
		);
	const settledAt = new Date(at.getTime() - 60_000);
	await db.workflow.updateMany({ where: { id: { in: ids } }, data: { settledAt, nextFireAt: at } });
	const fires = () => db.fire.findMany({ where: { workflowId: { in: ids } } });
	return { ids, at, fires, tasks: () => db.task.findMany({ where: { workflowId: { in: ids } } }) };
}

describe.concurrent.each([
	['fires-written', 1],
	['fires-settled', 1],
	['claimed', 1],
	['answer-recorded', 2],
	['step-finished', 4],
	['run-finished', 1]
])('SIGKILL at %s@%i', (place, nth) => {
	test(
		'what was due has fired once, and its run ends as if nothing had happened',
		() =>
			onCluster({}, async (cluster) => {
				const { fires, tasks, at } = await due(cluster, 1, receipts, 30);
				const victim = cluster.supervised({}, `${place}@${nth}`);
				await cluster.until('the worker is killed', async () => victim.wasKilled);
				await cluster.until('it has fired', async () => (await fires()).length > 0);
				await cluster.settled();
				expect(await fires()).toMatchObject([{ at, outcome: 'late', count: 1 }]);
				const [task, ...others] = await tasks();
				expect(others).toEqual([]);
				expect(task?.status).toBe('needs_review');
				const counter = await cluster.app.db.usageCounter.findFirstOrThrow({
					where: { workspaceId: task?.workspaceId ?? '' }
				});
				expect(counter.tasks).toBe(2);
			}),
		180_000
	);
});

test(
	'three schedulers at once: of two hundred that are due each fires once',
	() =>
		onCluster({}, async (cluster) => {
			const { ids, fires, tasks } = await due(cluster, 200, roundUp, 1);
			for (let n = 0; n < 3; n++) cluster.worker();
			await cluster.until('all have fired', async () => (await fires()).length >= ids.length);
			await cluster.settled(120);
			expect((await fires()).map(({ outcome }) => outcome)).toEqual(Array(200).fill('started'));
			expect(new Set((await tasks()).map(({ workflowId }) => workflowId)).size).toBe(200);
			expect(await tasks()).toHaveLength(200);
		}),
	240_000
);
