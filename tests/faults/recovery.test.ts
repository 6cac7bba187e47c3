import { describe, expect, test } from 'vitest';
import { onFloor } from './case.ts';
import type { Floor } from './floor.ts';
import type { WorkerProcess } from './worker-process.ts';

/** Fault 1 with the real constants: from SIGKILL to running again, without anybody's help. */

const allowedSeconds = 90;

async function measure(floor: Floor, victim: WorkerProcess): Promise<number> {
	// The model hears it and never answers the first time.
	const { id, title } = await floor.task(await floor.newTenant(), 'peer:hang-once');
	await floor.until('the model was asked', async () => floor.peer.countFor(title) === 1);
	const starts = () => floor.app.db.event.count({ where: { taskId: id, kind: 'task.started' } });
	await victim.kill();
	const seconds = await floor.until('it runs again', async () => (await starts()) === 2, allowedSeconds);
	await floor.settled();
	expect(await floor.status(id)).toBe('needs_review');
	return seconds;
}

describe.concurrent('SIGKILL to running again, with leases as in production', () => {
	test('when the only worker is started again', { timeout: 180_000 }, () =>
		onFloor({ timeScale: 1 }, async (floor) => {
			const seconds = await measure(floor, floor.supervised().current);
			console.log(`One worker, restarted: running again after ${seconds.toFixed(1)} s`);
			expect(seconds).toBeLessThan(allowedSeconds);
		})
	);

	test('when the dead one stays dead and a colleague takes over', { timeout: 180_000 }, () =>
		onFloor({ timeScale: 1 }, async (floor) => {
			const victim = await floor.worker().ready();
			const colleague = floor.worker();
			const seconds = await measure(floor, victim);
			console.log(`Two workers, one left: running again after ${seconds.toFixed(1)} s`);
			expect(seconds).toBeLessThan(allowedSeconds);
			expect(colleague.death).toBeNull();
		})
	);
});
