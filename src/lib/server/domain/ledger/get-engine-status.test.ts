import { expect, test } from 'vitest';
import { openWorkerFixture } from '../../../../../tests/support/worker-fixture.ts';
import { memberActor } from '../../../../../tests/support/factories.ts';
import { defined } from '../../../../../tests/support/defined.ts';
import { createTask } from '../task/create-task.ts';
import { editAgent } from '../lifecycle/edit-agent.ts';
import { getEngineStatus } from './get-engine-status.ts';

const { app, db, newTenant, work } = await openWorkerFixture();

test('shows owners the processes, what waits and why, and what failed', async () => {
	const { owner, agentId } = await newTenant();
	const task = (instructions: string) =>
		createTask(app, owner, { agentId, title: 'A letter', instructions, type: 'work' }, null);
	await task('peer:not-json');
	await task('peer:429-always');
	await work();
	// The second for which it was told to wait may be over by now.
	const runAfter = new Date(Date.now() + 3_600_000);
	await db.run.updateMany({ where: { waitReason: 'rate_limit' }, data: { runAfter } });
	await editAgent(app, owner, agentId, { status: 'paused' });
	await task('Please.');

	const status = await getEngineStatus(app, owner);
	expect(status.processes).toMatchObject([{ id: app.processId, kind: 'worker', running: 0 }]);
	expect(status).toMatchObject({
		waiting: 2,
		running: 0,
		failedLastDay: 1,
		failures: [{ title: 'A letter', code: 'model_not_json' }],
		waits: [{ reason: 'rate_limit', runs: 1, until: expect.any(String) }]
	});
	expect(status.oldestWaitingAt).not.toBeNull();
});

test('counts jobs that no worker can do', async () => {
	const { owner } = await newTenant();
	const before = await getEngineStatus(app, owner);
	await db.$executeRaw`select graphile_worker.add_job('a-job-of-the-future', '{}'::json)`;
	expect((await getEngineStatus(app, owner)).parked).toBe(before.parked + 1);
});

test('shows nothing of another workspace and nothing to members', async () => {
	const [mine, theirs] = [await newTenant(), await newTenant()];
	await createTask(
		app,
		theirs.owner,
		{ agentId: theirs.agentId, title: 'Theirs', instructions: 'x', type: 'work' },
		null
	);
	expect(await getEngineStatus(app, mine.owner)).toMatchObject({ waiting: 0, failures: [], waits: [] });
	await expect(getEngineStatus(app, await mine.member('member'))).rejects.toMatchObject({
		code: 'forbidden'
	});
});

test('tells the operator alone on which machines the processes run', async () => {
	await newTenant();
	const { owner } = await newTenant();
	const [first] = await db.user.findMany({ orderBy: { id: 'asc' }, take: 1 });
	const theirs = await getEngineStatus(app, owner);
	expect(theirs.processes).toMatchObject([{ kind: 'worker', host: null, pid: null }]);
	const operators = await getEngineStatus(app, memberActor(owner.workspaceId, defined(first).id, 'owner'));
	expect(operators.processes).toMatchObject([{ host: expect.any(String), pid: expect.any(Number) }]);
});
