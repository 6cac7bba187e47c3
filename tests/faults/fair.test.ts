import { expect, test } from 'vitest';
import { reconcileRuns } from '#server/domain/run/reconcile-runs.ts';
import { onCluster } from './case.ts';
import { defined } from '../support/defined.ts';

/** Fault 44: one workspace's ten thousand tasks are not in front of another's first. */

const crowd = 10_000;

test('another workspace’s first task starts within two seconds', { timeout: 180_000 }, () =>
	onCluster({ delayMs: 1_000 }, async (cluster) => {
		const { db } = cluster.app;
		const busy = await cluster.newTenant();
		const { workspaceId } = busy.owner;
		// Given by statement and not one by one, in the state that the verb leaves them in.
		await db.$executeRaw`
			with given as (
				insert into tasks (id, workspace_id, agent_id, type, title, instructions)
				select gen_random_uuid(), ${workspaceId}::uuid, ${busy.agentId}::uuid, 'work', 'Crowd ' || n, 'Please.'
				from generate_series(1, ${crowd}::int) n returning workspace_id, id
			), counted as (
				insert into usage_counters (workspace_id, month, tasks)
				values (${workspaceId}::uuid, date_trunc('month', now() at time zone 'UTC')::date, ${crowd}::int)
			)
			insert into runs (id, workspace_id, task_id, number, cause)
			select gen_random_uuid(), workspace_id, id, 1, 'created' from given`;
		// More slots than one workspace may take.
		const worker = await cluster.worker({ WORKER_CONCURRENCY: '20' }).ready();
		await cluster.until('the crowd is at work', async () => cluster.peer.requests.length >= 16);
		for (let nth = 0; nth < 5; nth++) {
			const other = await cluster.newTenant({ plan: 'free' });
			const { id } = await cluster.task(other);
			await cluster.until('it starts', async () => (await cluster.status(id)) !== 'queued', 30);
			const events = await db.event.findMany({ where: { taskId: id }, orderBy: { id: 'asc' }, take: 2 });
			const millis = defined(events[1]).createdAt.getTime() - defined(events[0]).createdAt.getTime();
			expect(millis).toBeLessThan(2_000);
		}
		expect(await db.task.count({ where: { workspaceId, status: 'queued' } })).toBeGreaterThan(crowd / 2);
		await worker.kill();
		// It may have died between the end of a run and giving its place on, which the next look mends.
		await reconcileRuns(cluster.app);
	})
);
