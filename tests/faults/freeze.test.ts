import { expect, test } from 'vitest';
import { claimRun, type Claim } from '#server/domain/run/claim-run.ts';
import { executeRun } from '#server/domain/run/execute-run.ts';
import type { Model } from '#server/ports.ts';
import { onFloor } from './case.ts';
import { sure } from './sure.ts';

/** Fault 4: a process that was asleep for longer than its lease wakes up and writes nothing. */

test('a worker stopped in the middle of a call ends itself when it wakes up; a colleague has done the work', () =>
	onFloor({ delayMs: 1_500 }, async (floor) => {
		const sleeper = await floor.worker().ready();
		const { id, title } = await floor.task(await floor.newTenant());
		await floor.until('the model was asked', async () => floor.peer.countFor(title) === 1);
		sleeper.signal('SIGSTOP');
		floor.worker();
		await floor.until('a colleague is done', async () => (await floor.status(id)) === 'needs_review');
		const before = await floor.app.db.run.findFirstOrThrow({ where: { taskId: id } });
		sleeper.signal('SIGCONT');
		expect(await sleeper.ended).toMatchObject({ code: 1 });
		await floor.settled();
		expect(await floor.app.db.run.findFirst({ where: { taskId: id } })).toEqual(before);
		expect(before).toMatchObject({ leaseEpoch: 2, deaths: 1 });
		expect(floor.peer.countFor(title)).toBe(2);
	}));

test.each([
	['an answer', 'Please.'],
	['a failure', 'peer:401']
])('a holder that nobody has heard of comes back with %s and writes neither it nor an event', (_what, wish) =>
	onFloor({}, async (floor) => {
		const { id, title } = await floor.task(await floor.newTenant(), wish);
		const { id: runId } = await floor.app.db.run.findFirstOrThrow({ where: { taskId: id } });
		// This process has no heartbeat: to everybody else it is long dead, and it does not know.
		const claim = await claimRun(floor.app, runId);
		const asked = (times: number) => async () => floor.peer.countFor(title) === times;
		const late: Model = {
			...floor.app.model,
			complete: (request, signal) =>
				floor.app.model
					.complete(request, signal)
					.finally(() => floor.until('somebody else has asked', asked(2)))
		};
		const ghost = executeRun({ ...floor.app, model: late }, sure(claim));
		await floor.until('the ghost has asked', asked(1));
		await floor.worker().ready();
		await ghost;
		await floor.settled();
		const events = await floor.app.db.event.findMany({ where: { taskId: id }, orderBy: { id: 'asc' } });
		const end = wish.includes('401') ? 'task.failed' : 'task.ready';
		const kinds = ['task.created', 'task.started', 'task.started', end];
		expect(events.map(({ kind }) => kind)).toEqual(kinds);
		expect(await floor.app.db.run.findFirst({ where: { id: runId } })).toMatchObject({ leaseEpoch: 2 });
	})
);

test('a holder that dozed off after its step does not finish a run that somebody else holds', () =>
	onFloor({}, async (floor) => {
		const { app } = floor;
		const { id, title } = await floor.task(await floor.newTenant());
		const { id: runId } = await app.db.run.findFirstOrThrow({ where: { taskId: id } });
		const first = sure(await claimRun(app, runId));
		let successor: Claim | null = null;
		const dozes = async (place: string) => {
			if (place === 'step-finished') successor = await claimRun(app, runId);
		};
		await executeRun({ ...app, failpoint: dozes }, first);
		expect(sure<Claim>(successor).epoch).toBe(2);
		expect(await floor.status(id)).toBe('in_progress');
		await executeRun(app, sure<Claim>(successor));
		expect(await floor.status(id)).toBe('needs_review');
		expect(floor.peer.countFor(title)).toBe(1);
	}));
