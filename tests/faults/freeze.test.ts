import { expect, test } from 'vitest';
import type { RunPlan } from '#lib/schemas/run-plan.ts';
import { claimRun, type Claim } from '#server/domain/run/claim-run.ts';
import { executeRun } from '#server/domain/task/execute-run.ts';
import type { Model } from '#server/ports/model.ts';
import { onCluster } from './case.ts';
import { defined } from '../support/defined.ts';

/** Fault 4: a process that was asleep for longer than its lease wakes up and writes nothing. */

test('a worker stopped in the middle of a call ends itself when it wakes up; a colleague has done the work', () =>
	onCluster({ delayMs: 1_500 }, async (cluster) => {
		const sleeper = await cluster.worker().ready();
		const { id, title } = await cluster.task(await cluster.newTenant());
		await cluster.until('the model was asked', async () => cluster.peer.countFor(title) === 1);
		sleeper.signal('SIGSTOP');
		cluster.worker();
		await cluster.until('a colleague is done', async () => (await cluster.status(id)) === 'needs_review');
		const before = await cluster.app.db.run.findFirstOrThrow({ where: { taskId: id } });
		sleeper.signal('SIGCONT');
		expect(await sleeper.ended).toMatchObject({ code: 1 });
		await cluster.settled();
		expect(await cluster.app.db.run.findFirst({ where: { taskId: id } })).toEqual(before);
		expect(before).toMatchObject({ leaseEpoch: 2, deaths: 1 });
		expect(cluster.peer.countFor(title)).toBe(2);
	}));

test.each([
	['an answer', 'Please.'],
	['a failure', 'peer:401']
])('a holder that nobody has heard of comes back with %s and writes neither it nor an event', (_what, wish) =>
	onCluster({}, async (cluster) => {
		const { id, title } = await cluster.task(await cluster.newTenant(), wish);
		const { id: runId } = await cluster.app.db.run.findFirstOrThrow({ where: { taskId: id } });
		// This process has no heartbeat: to everybody else it is long dead, and it does not know.
		const claim = await claimRun(cluster.app, runId);
		const asked = (times: number) => async () => cluster.peer.countFor(title) === times;
		const late: Model = {
			...cluster.app.model,
			complete: (request, signal) =>
				cluster.app.model
					.complete(request, signal)
					.finally(() => cluster.until('somebody else has asked', asked(2)))
		};
		const suspended = executeRun({ ...cluster.app, model: late }, defined(claim));
		await cluster.until('the suspended process has asked', asked(1));
		await cluster.worker().ready();
		await suspended;
		await cluster.settled();
		const events = await cluster.app.db.event.findMany({ where: { taskId: id }, orderBy: { id: 'asc' } });
		const end = wish.includes('401') ? 'task.failed' : 'task.ready';
		const kinds = ['task.created', 'task.started', 'task.started', end];
		expect(events.map(({ kind }) => kind)).toEqual(kinds);
		expect(await cluster.app.db.run.findFirst({ where: { id: runId } })).toMatchObject({ leaseEpoch: 2 });
	})
);

test('a holder that dozed off after its step does not finish a run that somebody else holds', () =>
	onCluster({}, async (cluster) => {
		const { app } = cluster;
		const { id, title } = await cluster.task(await cluster.newTenant());
		const { id: runId } = await app.db.run.findFirstOrThrow({ where: { taskId: id } });
		// The end of a single draft is in its own statement; here something is left to write after the last step.
		const steps: RunPlan['steps'] = [
			{ kind: 'draft', key: 'draft', instructions: '', proposes: true },
			{ kind: 'read', key: 'lines', source: 'material' }
		];
		const plan = JSON.stringify({ version: 1, steps });
		await app.db.$executeRaw`update runs set plan = ${plan}::jsonb where id = ${runId}::uuid`;
		const first = defined(await claimRun(app, runId));
		let successor: Claim | null = null;
		const dozes = async (place: string, about?: string) => {
			if (place === 'step-finished' && about === 'lines') successor = await claimRun(app, runId);
		};
		await executeRun({ ...app, failpoint: dozes }, first);
		expect(defined<Claim>(successor).epoch).toBe(2);
		expect(await cluster.status(id)).toBe('in_progress');
		await executeRun(app, defined<Claim>(successor));
		expect(await cluster.status(id)).toBe('needs_review');
		expect(cluster.peer.countFor(title)).toBe(1);
	}));
