import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { onCluster } from './case.ts';
import type { FaultCluster, GivenTask } from '../support/fault-cluster.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';

/** Faults 5 to 8: everything that can happen between a worker and its database. */

async function behindProxy(
	cluster: FaultCluster
): Promise<{ wire: TcpProxy; env: { DATABASE_URL: string } }> {
	const wire = await startTcpProxy(cluster.url);
	cluster.onClose(() => wire.close());
	return { wire, env: { DATABASE_URL: wire.through(cluster.url) } };
}

async function giveWork(
	cluster: FaultCluster,
	perTenant: number,
	instructions?: string
): Promise<GivenTask[]> {
	const tenants = await Promise.all(Array.from({ length: 3 }, () => cluster.newTenant()));
	return (await Promise.all(tenants.map((tenant) => cluster.tasks(tenant, perTenant, instructions)))).flat();
}

/** All of them are with a person: none was given up because of what happened to its worker. */
async function expectDone(cluster: FaultCluster, given: GivenTask[]): Promise<void> {
	const statuses = await Promise.all(given.map(({ id }) => cluster.status(id)));
	expect(new Set(statuses)).toEqual(new Set(['needs_review']));
}

describe.concurrent('the line to the database', () => {
	test('reset while jobs complete: the process ends itself and comes back', () =>
		onCluster({ delayMs: 50 }, async (cluster) => {
			const { wire, env } = await behindProxy(cluster);
			const worker = cluster.supervised(env);
			await worker.current.ready();
			const given = await giveWork(cluster, 12);
			await cluster.until('jobs complete', async () => cluster.peer.requests.length > 3);
			expect(wire.reset()).toBeGreaterThan(0);
			await cluster.until('it ended itself', async () => worker.deaths.length > 0);
			await cluster.settled();
			expect(worker.deaths[0]).toMatchObject({ code: 1, signal: null });
			await expectDone(cluster, given);
		}));

	test('gone for longer than a lease, for every worker: they come back by themselves', () =>
		onCluster({ delayMs: 300 }, async (cluster) => {
			const { wire, env } = await behindProxy(cluster);
			const workers = [cluster.supervised(env), cluster.supervised(env)];
			await Promise.all(workers.map(({ current }) => current.ready()));
			const given = await giveWork(cluster, 8);
			await cluster.until('some are at work', async () => cluster.peer.requests.length > 2);
			wire.set({ kind: 'refuse' });
			wire.reset();
			await sleep(cluster.app.timings.leaseSeconds * 1_100);
			expect(await cluster.app.db.task.count({ where: { status: 'in_progress' } })).toBeGreaterThan(0);
			wire.set({ kind: 'none' });
			await cluster.settled();
			await expectDone(cluster, given);
		}));

	test('half-open, nobody hangs up: the worker notices, ends itself and comes back', () =>
		onCluster({ delayMs: 300 }, async (cluster) => {
			const { wire, env } = await behindProxy(cluster);
			const worker = cluster.supervised(env);
			await worker.current.ready();
			const given = await giveWork(cluster, 8);
			await cluster.until('some are at work', async () => cluster.peer.requests.length > 2);
			expect(wire.freezeOpen()).toBeGreaterThan(0);
			const fence = cluster.app.timings.fenceSeconds;
			const noticed = async () => worker.deaths.length > 0;
			expect(await cluster.until('it noticed', noticed)).toBeLessThan(fence * 2 + 5);
			await cluster.settled();
			await expectDone(cluster, given);
		}));

	test('half-open for the queue alone: the worker notices that too', () =>
		onCluster({}, async (cluster) => {
			const { wire, env } = await behindProxy(cluster);
			const worker = cluster.supervised(env);
			await worker.current.ready();
			// Work before, so that there are connections lying ready for the work after.
			const given = await giveWork(cluster, 8);
			await cluster.settled();
			expect(wire.freezeOpen('agentforce-worker')).toBeGreaterThan(1);
			given.push(...(await giveWork(cluster, 3)));
			await cluster.until('it noticed', async () => worker.deaths.length > 0);
			expect(worker.deaths).toMatchObject([{ code: 1 }]);
			await cluster.settled();
			await expectDone(cluster, given);
		}));

	test('cut by the server over and over: all tasks finish, and none is blamed', { timeout: 180_000 }, () =>
		onCluster({ delayMs: 400 }, async (cluster) => {
			const workers = [cluster.supervised(), cluster.supervised()];
			await Promise.all(workers.map(({ current }) => current.ready()));
			// More than six rounds can interrupt, however many are at work in each.
			const given = await giveWork(cluster, 30);
			for (let round = 0; round < 6; round++) {
				await cluster.until('one is at work', () => somebodyIsAtWork(cluster), 90);
				await cluster.app.db.$executeRaw`
					select pg_terminate_backend(pid) from pg_stat_activity
					where datname = current_database() and application_name like 'agentforce%'`;
				await sleep(200);
			}
			await cluster.settled(120);
			expect(workers.flatMap(({ deaths }) => deaths).length).toBeGreaterThanOrEqual(6);
			// Whose answer was lost twice waits for a person, because it may have been charged twice.
			for (const { id } of given)
				expect(await cluster.status(id)).toMatch(/^(needs_review|failed: model_answer_lost)$/);
		})
	);
});

async function somebodyIsAtWork(cluster: FaultCluster): Promise<boolean> {
	const [row] = await cluster.app.db.$queryRaw<[{ busy: boolean }]>`
		select exists (
			select 1 from runs r join worker_heartbeats h on h.id = r.lease_owner
			join pg_locks l on l.locktype = 'advisory' and (l.classid::bigint << 32 | l.objid::bigint) = h.lock_key
			where r.status = 'running'
		) as busy`;
	return row.busy;
}
