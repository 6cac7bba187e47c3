import { expect, test } from 'vitest';
import { onCluster } from './case.ts';

/** Fault 13: a task that kills whoever touches it. */

test('poison is put aside after three deaths, and its neighbours are done by the same workers', () =>
	onCluster({ delayMs: 200 }, async (cluster) => {
		const tenant = await cluster.newTenant();
		const other = await cluster.newTenant();
		const poison = await cluster.task(tenant);
		const neighbours = [...(await cluster.tasks(tenant, 8)), ...(await cluster.tasks(other, 8))];
		const failpoint = { AGENTFORCE_FAILPOINT: `claimed=${poison.id}` };
		const workers = [cluster.supervised(failpoint), cluster.supervised(failpoint)];
		await cluster.settled(90);
		expect(await cluster.status(poison.id)).toBe('failed: quarantined');
		expect(workers.flatMap(({ deaths }) => deaths).map(({ signal }) => signal)).toEqual(
			Array(3).fill('SIGKILL')
		);
		for (const { id } of neighbours) expect(await cluster.status(id)).toBe('needs_review');
		expect(cluster.peer.countFor(poison.title)).toBe(0);
	}));
