import { describe, expect, test } from 'vitest';
import { onCluster } from './case.ts';

/** Faults 12 and 14: workers that are asked to leave. */

describe.concurrent('SIGTERM', () => {
	test('during a short call: the call ends, its answer is kept, the worker leaves in order', () =>
		onCluster({ delayMs: 1_500 }, async (cluster) => {
			const worker = await cluster.worker().ready();
			const { id, title } = await cluster.task(await cluster.newTenant());
			await cluster.until('the model was asked', async () => cluster.peer.countFor(title) === 1);
			worker.signal('SIGTERM');
			expect(await worker.ended, worker.output).toMatchObject({ code: 0 });
			expect(await cluster.status(id)).toBe('needs_review');
			expect(await cluster.app.db.heartbeat.count()).toBe(0);
		}));

	test('during a long call: it is put back before the deadline, and blames nobody', () =>
		onCluster({}, async (cluster) => {
			const worker = await cluster.worker().ready();
			const { id, title } = await cluster.task(await cluster.newTenant(), 'peer:hang-once');
			await cluster.until('the model was asked', async () => cluster.peer.countFor(title) === 1);
			const asked = Date.now();
			worker.signal('SIGTERM');
			const { code, atMillis } = await worker.ended;
			expect(code, worker.output).toBe(0);
			expect(atMillis - asked).toBeLessThan(25_000);
			expect(await cluster.status(id)).toBe('queued');
			expect(await cluster.app.db.run.findFirst({ where: { taskId: id } })).toMatchObject({
				deaths: 0,
				waitReason: 'stopped'
			});
			cluster.worker();
			await cluster.settled();
			expect(await cluster.status(id)).toBe('needs_review');
		}));

	test('of the old version while the new one runs: nothing is done twice', () =>
		onCluster({ delayMs: 300 }, async (cluster) => {
			const old = await cluster.worker().ready();
			const tenants = await Promise.all(Array.from({ length: 3 }, () => cluster.newTenant()));
			const given = await Promise.all(tenants.map((tenant) => cluster.tasks(tenant, 12)));
			const successor = await cluster.worker().ready();
			old.signal('SIGTERM');
			expect(await old.ended, old.output).toMatchObject({ code: 0 });
			await cluster.settled();
			for (const { title } of given.flat()) expect(cluster.peer.countFor(title)).toBe(1);
			expect(successor.death).toBeNull();
		}));
});
