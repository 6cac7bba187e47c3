import { describe, expect, test } from 'vitest';
import { onFloor } from './case.ts';

/** Faults 12 and 14: workers that are asked to leave. */

describe.concurrent('SIGTERM', () => {
	test('during a short call: the call ends, its answer is kept, the worker leaves in order', () =>
		onFloor({ delayMs: 1_500 }, async (floor) => {
			const worker = await floor.worker().ready();
			const { id, title } = await floor.task(await floor.newTenant());
			await floor.until('the model was asked', async () => floor.peer.countFor(title) === 1);
			worker.signal('SIGTERM');
			expect(await worker.ended).toMatchObject({ code: 0 });
			expect(await floor.status(id)).toBe('needs_review');
			expect(await floor.app.db.heartbeat.count()).toBe(0);
		}));

	test('during a long call: it is put back before the deadline, and blames nobody', () =>
		onFloor({}, async (floor) => {
			const worker = await floor.worker().ready();
			const { id, title } = await floor.task(await floor.newTenant(), 'peer:hang-once');
			await floor.until('the model was asked', async () => floor.peer.countFor(title) === 1);
			const asked = Date.now();
			worker.signal('SIGTERM');
			const { code, atMillis } = await worker.ended;
			expect(code).toBe(0);
			expect(atMillis - asked).toBeLessThan(25_000);
			expect(await floor.status(id)).toBe('queued');
			expect(await floor.app.db.run.findFirst({ where: { taskId: id } })).toMatchObject({
				deaths: 0,
				waitReason: 'stopped'
			});
			floor.worker();
			await floor.settled();
			expect(await floor.status(id)).toBe('needs_review');
		}));

	test('of the old version while the new one runs: nothing is done twice', () =>
		onFloor({ delayMs: 300 }, async (floor) => {
			const old = await floor.worker().ready();
			const tenants = await Promise.all(Array.from({ length: 3 }, () => floor.newTenant()));
			const given = await Promise.all(tenants.map((tenant) => floor.tasks(tenant, 12)));
			const successor = await floor.worker().ready();
			old.signal('SIGTERM');
			expect(await old.ended).toMatchObject({ code: 0 });
			await floor.settled();
			for (const { title } of given.flat()) expect(floor.peer.countFor(title)).toBe(1);
			expect(successor.death).toBeNull();
		}));
});
