import { describe, expect, test } from 'vitest';
import { openWorkerFixture, type Tenant } from '../../../../../tests/support/worker-fixture.ts';
import { createTask } from '../task/create-task.ts';
import { getTask } from '../task/get-task.ts';
import { getUsage } from '../billing/get-usage.ts';
import { editWorkspace } from '../lifecycle/edit-workspace.ts';
import { pauseWorkspace, resumeWorkspace } from '../lifecycle/pause-workspace.ts';
import { executeRun } from '../task/execute-run.ts';
import { reconcileRuns } from './reconcile-runs.ts';
import { retryTask } from '../task/retry-task.ts';

const { app, db, peer, newTenant, work, claim } = await openWorkerFixture();

async function newTask({ owner, agentId }: Tenant, instructions = 'Please.', title = 'A letter') {
	const id = await createTask(app, owner, { agentId, title, instructions, type: 'work' }, null);
	const run = await db.run.findFirstOrThrow({ where: { taskId: id } });
	return { id, runId: run.id, read: () => getTask(app, owner, id) };
}

async function setCap(workspaceId: string, micros: number) {
	await db.workspace.update({ where: { id: workspaceId }, data: { spendCapMicros: micros } });
}

describe('the monthly spending limit', () => {
	test('is there from the start, by plan', async () => {
		const { owner } = await newTenant();
		expect(await getUsage(app, owner)).toMatchObject({ spendMicros: 0, spendCapMicros: 25_000_000 });
	});

	test('lets a task wait with a reason before anything is sent, and go on when it is raised', async () => {
		const tenant = await newTenant();
		await setCap(tenant.owner.workspaceId, 1_000);
		const { read } = await newTask(tenant, 'Please.', 'Over the limit');
		await work();
		const waiting = await read();
		expect(waiting).toMatchObject({ status: 'queued', runs: [{ attempt: 0, modelCalls: [] }] });
		expect(waiting.runs[0]?.steps).toMatchObject([{ status: 'failed', error: { code: 'budget' } }]);
		expect(waiting.timeline.at(-1)).toMatchObject({
			kind: 'task.waiting',
			detail: expect.stringContaining('$0.00')
		});
		expect(peer.countFor('Over the limit')).toBe(0);

		await editWorkspace(app, tenant.owner, { spendCapMicros: 5_000_000 });
		await work();
		expect((await read()).status).toBe('needs_review');
	});

	test('waits until the month turns in the workspace’s own zone', async () => {
		const tenant = await newTenant();
		await db.workspace.update({
			where: { id: tenant.owner.workspaceId },
			data: { spendCapMicros: 1_000, timeZone: 'Asia/Tokyo' }
		});
		const { runId } = await newTask(tenant);
		await work();
		const { runAfter } = await db.run.findUniqueOrThrow({ where: { id: runId } });
		const tokyo = new Intl.DateTimeFormat('en-GB', {
			timeZone: 'Asia/Tokyo',
			day: 'numeric',
			hour: 'numeric'
		});
		expect(tokyo.format(runAfter)).toBe('1, 00');
	});

	test('is never passed by calls that run side by side', async () => {
		const tenant = await newTenant();
		// Each call reserves some three cents, so two fit.
		await setCap(tenant.owner.workspaceId, 100_000);
		const tasks = await Promise.all(
			Array.from({ length: 4 }, () => newTask(tenant, 'peer:held:side-by-side', 'Side by side'))
		);
		const claims = await Promise.all(tasks.map(({ runId }) => claim(runId)));
		const done = Promise.all(claims.map((each) => executeRun(app, each)));
		const { workspaceId } = tenant.owner;
		const waiting = () => db.run.findMany({ where: { workspaceId, status: 'queued' } });
		await expect.poll(async () => (await waiting()).length + peer.countFor('Side by side')).toBe(4);
		peer.letGo('side-by-side');
		await done;
		const { reservedMicros, spendMicros } = await getUsage(app, tenant.owner);
		expect(reservedMicros).toBe(0);
		expect(spendMicros).toBeLessThanOrEqual(100_000);
		const left = await waiting();
		expect(left.length).toBeGreaterThan(0);
		// Whoever settles gives room: they are due now, with a job, and not in some seconds.
		expect(
			left.every(({ waitReason, admitted, runAfter }) => !waitReason && admitted && runAfter <= new Date())
		).toBe(true);
		await work();
		expect(await waiting()).toEqual([]);
	});

	test('warns at 50, 80 and 100 per cent, each once', async () => {
		const tenant = await newTenant();
		const { workspaceId } = tenant.owner;
		await setCap(workspaceId, 10_000_000);
		const spent = async (costMicros: number) => {
			await db.usageCounter.updateMany({ where: { workspaceId }, data: { costMicros } });
			await newTask(tenant);
			await work();
		};
		await newTask(tenant);
		await work();
		for (const micros of [4_000_000, 5_100_000, 5_200_000, 8_000_000, 9_999_000, 9_999_500])
			await spent(micros);
		const warnings = await db.event.findMany({
			where: { workspaceId, kind: 'budget.warning' },
			orderBy: { id: 'asc' }
		});
		expect(warnings.map(({ data }) => data)).toEqual([{ percent: 50 }, { percent: 80 }, { percent: 100 }]);
	});
});

describe('an answer that got lost', () => {
	test('is repeated once, then a person is asked; every one is flagged and booked', async () => {
		const tenant = await newTenant();
		const { id, runId, read } = await newTask(tenant, 'peer:reset', 'Lost');
		for (let round = 0; round < 4; round++) {
			await db.run.updateMany({ where: { id: runId, status: 'queued' }, data: { runAfter: new Date(0) } });
			await work();
		}
		expect(await read()).toMatchObject({ status: 'failed', error: { code: 'model_answer_lost' } });
		expect(peer.countFor('Lost')).toBe(2);
		const calls = await db.modelCall.findMany({ where: { runId } });
		expect(calls.map(({ status }) => status)).toEqual(['possibly_billed', 'possibly_billed']);
		const { spendMicros, reservedMicros } = await getUsage(app, tenant.owner);
		expect(spendMicros).toBe(calls.reduce((sum, { costMicros }) => sum + Number(costMicros), 0));
		expect(spendMicros).toBeGreaterThan(0);
		expect(reservedMicros).toBe(0);

		await db.task.update({ where: { id }, data: { instructions: 'Again, please.' } });
		await retryTask(app, tenant.owner, id);
		await work();
		expect((await read()).status).toBe('needs_review');
	});

	test('is not repeated when the workspace wants to be asked', async () => {
		const tenant = await newTenant();
		await editWorkspace(app, tenant.owner, { lostAnswerPolicy: 'ask' });
		const { runId, read } = await newTask(tenant, 'peer:reset', 'Ask me');
		for (let round = 0; round < 2; round++) {
			await db.run.updateMany({ where: { id: runId, status: 'queued' }, data: { runAfter: new Date(0) } });
			await work();
		}
		expect(await read()).toMatchObject({ status: 'failed', error: { code: 'model_answer_lost' } });
		expect(peer.countFor('Ask me')).toBe(1);
	});

	test('of a worker that died is flagged, and what was reserved is booked, not forgotten', async () => {
		const tenant = await newTenant();
		const { runId } = await newTask(tenant);
		const held = await claim(runId);
		const never = { ...app.model, complete: () => new Promise<never>(() => undefined) };
		void executeRun({ ...app, model: never }, held);
		await expect.poll(() => db.modelCall.count({ where: { runId, status: 'sent' } })).toBe(1);
		expect((await getUsage(app, tenant.owner)).reservedMicros).toBeGreaterThan(0);
		await db.modelCall.updateMany({ where: { runId }, data: { sentAt: new Date(Date.now() - 20_000) } });
		await db.run.update({
			where: { id: runId },
			data: { leaseOwner: '0190a1b2-0000-7000-8000-000000000000' }
		});
		await reconcileRuns(app);
		const { spendMicros, reservedMicros } = await getUsage(app, tenant.owner);
		expect(reservedMicros).toBe(0);
		expect(spendMicros).toBeGreaterThan(0);
		expect(await db.modelCall.findFirst({ where: { runId } })).toMatchObject({
			status: 'possibly_billed',
			priceKnown: false
		});
	});
});

test('a draft that costs nothing is simply written again, however often its worker dies', async () => {
	const tenant = await newTenant();
	const { runId, read } = await newTask(tenant);
	const deaf = {
		offline: true,
		name: 'offline',
		price: null,
		complete: () => new Promise<never>(() => undefined)
	};
	for (let death = 1; death <= 2; death++) {
		void executeRun({ ...app, model: deaf }, await claim(runId));
		await expect.poll(() => db.modelCall.count({ where: { runId, status: 'sent' } })).toBe(1);
		await db.run.update({
			where: { id: runId },
			data: { leaseOwner: '0190a1b2-0000-7000-8000-000000000000' }
		});
	}
	await executeRun(app, await claim(runId));
	expect((await read()).status).toBe('needs_review');
	expect(await db.modelCall.count({ where: { runId, status: 'possibly_billed' } })).toBe(0);
});

describe('places in the queue', () => {
	test('a workspace has as many jobs as its plan may run at once; the next in line follows when one is done', async () => {
		const tenant = await newTenant();
		const { workspaceId } = tenant.owner;
		await Promise.all(Array.from({ length: 10 }, () => newTask(tenant)));
		expect(await jobs(workspaceId)).toBe(4);
		const [first] = await db.run.findMany({ where: { workspaceId, admitted: true }, orderBy: { id: 'asc' } });
		const held = await claim(first?.id ?? '');
		await executeRun(app, held);
		expect(await db.run.count({ where: { workspaceId, admitted: true, status: 'queued' } })).toBe(4);
		await work();
		await reconcileRuns(app);
		await work();
		await work();
		expect(await db.task.count({ where: { workspaceId, status: 'needs_review' } })).toBe(10);
	});
});

describe('the panic button', () => {
	test('stops new steps, says what was running and keeps the answer that was under way', async () => {
		const tenant = await newTenant();
		const running = await newTask(tenant, 'peer:held:under-way', 'Under way');
		const waiting = await newTask(tenant, 'Please.', 'Not begun');
		const held = await claim(running.runId);
		const done = executeRun(app, held);
		await expect.poll(() => peer.countFor('Under way')).toBe(1);
		const stopped = await pauseWorkspace(app, tenant.owner);
		expect(stopped.running).toMatchObject([{ title: 'Under way' }]);
		peer.letGo('under-way');
		await done;
		await work();
		expect((await running.read()).status).toBe('needs_review');
		expect((await waiting.read()).status).toBe('queued');
		expect(peer.countFor('Not begun')).toBe(0);

		await resumeWorkspace(app, tenant.owner);
		await work();
		expect((await waiting.read()).status).toBe('needs_review');
	});

	test('puts back a run that has been claimed but has begun no step', async () => {
		const tenant = await newTenant();
		const { runId, read } = await newTask(tenant);
		const held = await claim(runId);
		await pauseWorkspace(app, tenant.owner);
		await executeRun(app, held);
		expect(await read()).toMatchObject({ status: 'queued', runs: [{ attempt: 0, modelCalls: [] }] });
	});
});

async function jobs(workspaceId: string): Promise<number> {
	const [row] = await db.$queryRaw<[{ jobs: number }]>`
		select count(*)::int as jobs from graphile_worker._private_jobs j
		join runs r on j.key = 'run:' || r.id where r.workspace_id = ${workspaceId}::uuid`;
	return row.jobs;
}
