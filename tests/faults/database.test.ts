import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { onFloor } from './case.ts';
import type { Floor, GivenTask } from './floor.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** Faults 5 to 8: everything that can happen between a worker and its database. */

async function behindProxy(floor: Floor): Promise<{ wire: TcpProxy; env: { DATABASE_URL: string } }> {
	const wire = await startTcpProxy(floor.url);
	floor.onClose(() => wire.close());
	return { wire, env: { DATABASE_URL: wire.through(floor.url) } };
}

async function giveWork(floor: Floor, perTenant: number, instructions?: string): Promise<GivenTask[]> {
	const tenants = await Promise.all(Array.from({ length: 3 }, () => floor.newTenant()));
	return (await Promise.all(tenants.map((tenant) => floor.tasks(tenant, perTenant, instructions)))).flat();
}

/** All of them are with a person: none was given up because of what happened to its worker. */
async function expectDone(floor: Floor, given: GivenTask[]): Promise<void> {
	const statuses = await Promise.all(given.map(({ id }) => floor.status(id)));
	expect(new Set(statuses)).toEqual(new Set(['needs_review']));
}

describe.concurrent('the line to the database', () => {
	test('reset while jobs complete: the process ends itself and comes back', () =>
		onFloor({ delayMs: 50 }, async (floor) => {
			const { wire, env } = await behindProxy(floor);
			const worker = floor.supervised(env);
			await worker.current.ready();
			const given = await giveWork(floor, 12);
			await floor.until('jobs complete', async () => floor.peer.requests.length > 3);
			expect(wire.reset()).toBeGreaterThan(0);
			await floor.until('it ended itself', async () => worker.deaths.length > 0);
			await floor.settled();
			expect(worker.deaths[0]).toMatchObject({ code: 1, signal: null });
			await expectDone(floor, given);
		}));

	test('gone for longer than a lease, for every worker: they come back by themselves', () =>
		onFloor({ delayMs: 300 }, async (floor) => {
			const { wire, env } = await behindProxy(floor);
			const workers = [floor.supervised(env), floor.supervised(env)];
			await Promise.all(workers.map(({ current }) => current.ready()));
			const given = await giveWork(floor, 8);
			await floor.until('some are at work', async () => floor.peer.requests.length > 2);
			wire.set({ kind: 'refuse' });
			wire.reset();
			await sleep(floor.app.timings.leaseSeconds * 1_100);
			expect(await floor.app.db.task.count({ where: { status: 'in_progress' } })).toBeGreaterThan(0);
			wire.set({ kind: 'none' });
			await floor.settled();
			await expectDone(floor, given);
		}));

	test('half-open, nobody hangs up: the worker notices, ends itself and comes back', () =>
		onFloor({ delayMs: 300 }, async (floor) => {
			const { wire, env } = await behindProxy(floor);
			const worker = floor.supervised(env);
			await worker.current.ready();
			const given = await giveWork(floor, 8);
			await floor.until('some are at work', async () => floor.peer.requests.length > 2);
			expect(wire.freezeOpen()).toBeGreaterThan(0);
			const fence = floor.app.timings.fenceSeconds;
			const noticed = async () => worker.deaths.length > 0;
			expect(await floor.until('it noticed', noticed)).toBeLessThan(fence * 2 + 5);
			await floor.settled();
			await expectDone(floor, given);
		}));

	test('half-open for the queue alone: the worker notices that too', () =>
		onFloor({}, async (floor) => {
			const { wire, env } = await behindProxy(floor);
			const worker = floor.supervised(env);
			await worker.current.ready();
			// Work before, so that there are connections lying ready for the work after.
			const given = await giveWork(floor, 8);
			await floor.settled();
			expect(wire.freezeOpen('agentforce-worker')).toBeGreaterThan(1);
			given.push(...(await giveWork(floor, 3)));
			await floor.until('it noticed', async () => worker.deaths.length > 0);
			expect(worker.deaths).toMatchObject([{ code: 1 }]);
			await floor.settled();
			await expectDone(floor, given);
		}));

	test('cut by the server over and over: all tasks finish, and none is blamed', { timeout: 180_000 }, () =>
		onFloor({ delayMs: 400 }, async (floor) => {
			const workers = [floor.supervised(), floor.supervised()];
			await Promise.all(workers.map(({ current }) => current.ready()));
			// More than six rounds can interrupt, however many are at work in each.
			const given = await giveWork(floor, 30);
			for (let round = 0; round < 6; round++) {
				await floor.until('one is at work', () => somebodyIsAtWork(floor), 90);
				await floor.app.db.$executeRaw`
					select pg_terminate_backend(pid) from pg_stat_activity
					where datname = current_database() and application_name like 'agentforce%'`;
				await sleep(200);
			}
			await floor.settled(120);
			expect(workers.flatMap(({ deaths }) => deaths).length).toBeGreaterThanOrEqual(6);
			// Whose answer was lost twice waits for a person, because it may have been charged twice.
			for (const { id } of given)
				expect(await floor.status(id)).toMatch(/^(needs_review|failed: model_answer_lost)$/);
		})
	);
});

async function somebodyIsAtWork(floor: Floor): Promise<boolean> {
	const [row] = await floor.app.db.$queryRaw<[{ busy: boolean }]>`
		select exists (
			select 1 from runs r join worker_heartbeats h on h.id = r.lease_owner
			join pg_locks l on l.locktype = 'advisory' and (l.classid::bigint << 32 | l.objid::bigint) = h.lock_key
			where r.status = 'running'
		) as busy`;
	return row.busy;
}
