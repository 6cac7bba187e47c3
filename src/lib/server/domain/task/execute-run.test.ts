import { describe, expect, test } from 'vitest';
import { defined } from '../../../../../tests/support/defined.ts';
import { openWorkerFixture } from '../../../../../tests/support/worker-fixture.ts';
import { createTask } from './create-task.ts';
import { getTask } from './get-task.ts';
import { retryTask } from './retry-task.ts';
import { claimRun } from '../run/claim-run.ts';
import { releaseBlameless } from '../run/give-up-poison.ts';
import { executeRun } from './execute-run.ts';
import { reconcileRuns } from '../run/reconcile-runs.ts';

const { app, db, peer, newTenant, work, claim } = await openWorkerFixture();

async function task(instructions: string, title = 'A letter') {
	const { owner, agentId } = await newTenant();
	const id = await createTask(app, owner, { agentId, title, instructions, type: 'work' }, null);
	const run = await db.run.findFirstOrThrow({ where: { taskId: id } });
	return { owner, id, runId: run.id, read: () => getTask(app, owner, id) };
}

/** Pretends that the process which holds the run was killed a while ago. */
async function killHolder(runId: string) {
	await db.run.update({ where: { id: runId }, data: { leaseOwner: '0190a1b2-0000-7000-8000-000000000000' } });
}

describe.each([
	['peer:not-json', 'model_not_json'],
	['peer:empty', 'model_empty'],
	['peer:cut-off', 'model_cut_off'],
	['peer:endless', 'model_too_long'],
	['peer:refuse', 'model_refused'],
	['peer:401', 'model_wrong_key']
])('an answer that is no use: %s', (instructions, code) => {
	test('ends as a clear failure after one request, and can be tried again', async () => {
		const title = `Fails with ${code}`;
		const { owner, id, read } = await task(instructions, title);
		await work();
		const failed = await read();
		expect(failed).toMatchObject({ status: 'failed', error: { code } });
		expect(failed.error?.message).toMatch(/^[A-Z].*\.$/);
		expect(peer.countFor(title)).toBe(1);

		await db.task.update({ where: { id }, data: { instructions: 'Now properly.' } });
		await retryTask(app, owner, id);
		await work();
		expect(await read()).toMatchObject({
			status: 'needs_review',
			error: null,
			runs: [{}, { cause: 'retried' }]
		});
	});
});

describe('an error that may pass', () => {
	test('puts the run back with a job at its new time, and the reason in the timeline', async () => {
		const { runId, read } = await task('peer:500-once');
		await work();
		const waiting = await read();
		expect(waiting).toMatchObject({ status: 'queued', runs: [{ status: 'queued', attempt: 1 }] });
		expect(waiting.timeline.at(-1)).toMatchObject({ kind: 'task.waiting' });
		const [job] = await db.$queryRaw<{ late: boolean }[]>`
			select run_at > now() as late from graphile_worker._private_jobs where key = ${`run:${runId}`}`;
		expect(job?.late).toBe(true);

		await db.run.update({ where: { id: runId }, data: { runAfter: new Date(0) } });
		await work();
		const done = await read();
		expect(done.status).toBe('needs_review');
		expect(done.runs[0]?.modelCalls).toMatchObject([
			{ error: { code: 'model_unreachable' } },
			{ error: null }
		]);
	});

	test('fails the task for good after the last attempt', async () => {
		const { runId, read } = await task('peer:500');
		for (let attempt = 1; attempt <= 4; attempt++) {
			await db.run.updateMany({ where: { id: runId, status: 'queued' }, data: { runAfter: new Date(0) } });
			await work();
		}
		expect(await read()).toMatchObject({ status: 'failed', error: { code: 'model_unreachable' } });
	});

	test('a rate limit waits as long as it is told to and burns no attempt', async () => {
		const { runId, read } = await task('peer:429-always');
		const before = Date.now();
		await work();
		expect(await read()).toMatchObject({ status: 'queued', runs: [{ attempt: 0 }] });
		const { runAfter } = await db.run.findUniqueOrThrow({ where: { id: runId } });
		expect(runAfter.getTime() - before).toBeGreaterThanOrEqual(1_000);
	});
});

test('a fault of ours is told without our insides, on the step and in the timeline', async () => {
	const { runId, read } = await task('Please.');
	const broken = {
		...app.model,
		complete: () => Promise.reject(new Error('select secret from table_of_ours'))
	};
	await executeRun({ ...app, model: broken }, await claim(runId));
	const failed = await read();
	expect(failed.timeline.at(-1)).toMatchObject({ detail: expect.stringContaining('on our side') });
	expect(failed.runs[0]?.steps).toMatchObject([{ error: { code: 'internal' } }]);
	expect(JSON.stringify(failed)).not.toContain('table_of_ours');
});

describe('the lease', () => {
	test('admits one of many', async () => {
		const { runId } = await task('Please.');
		const claims = await Promise.all(Array.from({ length: 10 }, () => claimRun(app, runId)));
		expect(claims.filter(Boolean)).toHaveLength(1);
	});

	test('of a dead process goes to the next, and the dead one writes nothing when it comes back', async () => {
		const { runId, read } = await task('Please.');
		const first = await claimRun(app, runId);
		await killHolder(runId);
		const second = await claimRun(app, runId);
		expect(second?.epoch).toBe(2);
		if (first) await executeRun(app, first);
		expect((await read()).status).toBe('in_progress');
		if (second) await executeRun(app, second);
		expect(await read()).toMatchObject({ status: 'needs_review', runs: [{ attempt: 2 }] });
	});

	test('a call that was never answered is flagged, and the run goes on', async () => {
		const { runId, read } = await task('Please.', 'Interrupted');
		const deaf = { ...app.model, complete: () => new Promise<never>(() => undefined) };
		void executeRun({ ...app, model: deaf }, await claim(runId));
		await expect.poll(() => db.modelCall.count({ where: { runId, status: 'sent' } })).toBe(1);
		await killHolder(runId);
		await executeRun(app, await claim(runId));
		const { runs, status } = await read();
		expect(status).toBe('needs_review');
		expect(runs[0]?.modelCalls).toMatchObject([{ status: 'possibly_billed' }, { status: 'answered' }]);
	});
});

describe('the reconciler', () => {
	test('gives a lost run a job again, once', async () => {
		const { runId } = await task('Please.');
		await db.$executeRaw`delete from graphile_worker._private_jobs where key = ${`run:${runId}`}`;
		await db.run.update({ where: { id: runId }, data: { runAfter: new Date(Date.now() - 60_000) } });
		await reconcileRuns(app);
		expect(await jobs(runId)).toBe(1);
		const again = await reconcileRuns(app);
		expect(again.woken).toBe(0);
	});

	test('leaves alone what a living process holds', async () => {
		const { runId } = await task('Please.');
		await claimRun(app, runId);
		await db.$executeRaw`delete from graphile_worker._private_jobs where key = ${`run:${runId}`}`;
		await reconcileRuns(app);
		expect(await jobs(runId)).toBe(0);
	});

	test('blames no run for a line that broke', async () => {
		const { runId, read } = await task('Please.');
		for (let cut = 1; cut <= 3; cut++) {
			defined(await claimRun(app, runId));
			expect(await releaseBlameless(app)).toBeGreaterThan(0);
		}
		await reconcileRuns(app);
		expect(await read()).toMatchObject({ status: 'in_progress' });
		expect(await db.run.findUnique({ where: { id: runId } })).toMatchObject({ deaths: 0, attempt: 3 });
	});

	test('gives up on a run whose process died three times', async () => {
		const { runId, read } = await task('Please.');
		for (let death = 1; death <= 3; death++) {
			await claimRun(app, runId);
			await killHolder(runId);
		}
		await reconcileRuns(app);
		expect(await read()).toMatchObject({ status: 'failed', error: { code: 'quarantined' } });
	});
});

async function jobs(runId: string): Promise<number> {
	const [row] = await db.$queryRaw<[{ jobs: number }]>`
		select count(*)::int as jobs from graphile_worker._private_jobs where key = ${`run:${runId}`}`;
	return row.jobs;
}
