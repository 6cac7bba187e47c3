import { describe, expect, test } from 'vitest';
import { onCluster } from './case.ts';
import type { FaultCluster } from '../support/fault-cluster.ts';
import type { WorkerProcess } from './worker-process.ts';

/** Fault 1 with the real constants: from SIGKILL to running again, without anybody's help. */

const allowedSeconds = 90;

async function measure(cluster: FaultCluster, victim: WorkerProcess): Promise<number> {
	// The model hears it and never answers the first time.
	const { id, title } = await cluster.task(await cluster.newTenant(), 'peer:hang-once');
	await cluster.until('the model was asked', async () => cluster.peer.countFor(title) === 1);
	const starts = () => cluster.app.db.event.count({ where: { taskId: id, kind: 'task.started' } });
	await victim.kill();
	const seconds = await cluster.until('it runs again', async () => (await starts()) === 2, allowedSeconds);
	await cluster.settled();
	expect(await cluster.status(id)).toBe('needs_review');
	return seconds;
}

describe.concurrent('SIGKILL to running again, with leases as in production', () => {
	test('when the only worker is started again', { timeout: 180_000 }, () =>
		onCluster({ timeScale: 1 }, async (cluster) => {
			const seconds = await measure(cluster, cluster.supervised().current);
			console.log(`One worker, restarted: running again after ${seconds.toFixed(1)} s`);
			expect(seconds).toBeLessThan(allowedSeconds);
		})
	);

	test('when the dead one stays dead and a colleague takes over', { timeout: 180_000 }, () =>
		onCluster({ timeScale: 1 }, async (cluster) => {
			const victim = await cluster.worker().ready();
			const colleague = cluster.worker();
			const seconds = await measure(cluster, victim);
			console.log(`Two workers, one left: running again after ${seconds.toFixed(1)} s`);
			expect(seconds).toBeLessThan(allowedSeconds);
			expect(colleague.death).toBeNull();
		})
	);
});
