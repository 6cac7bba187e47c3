import { expect, test } from 'vitest';
import { onFloor } from './case.ts';

/** Fault 13: a task that kills whoever touches it. */

test('poison is put aside after three deaths, and its neighbours are done by the same workers', () =>
	onFloor({ delayMs: 200 }, async (floor) => {
		const tenant = await floor.newTenant();
		const other = await floor.newTenant();
		const poison = await floor.task(tenant);
		const neighbours = [...(await floor.tasks(tenant, 8)), ...(await floor.tasks(other, 8))];
		const failpoint = { AGENTFORCE_FAILPOINT: `claimed=${poison.id}` };
		const workers = [floor.supervised(failpoint), floor.supervised(failpoint)];
		await floor.settled(90);
		expect(await floor.status(poison.id)).toBe('failed: quarantined');
		expect(workers.flatMap(({ deaths }) => deaths).map(({ signal }) => signal)).toEqual(
			Array(3).fill('SIGKILL')
		);
		for (const { id } of neighbours) expect(await floor.status(id)).toBe('needs_review');
		expect(floor.peer.countFor(poison.title)).toBe(0);
	}));
