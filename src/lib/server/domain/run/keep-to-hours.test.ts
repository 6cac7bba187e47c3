import { expect, test } from 'vitest';
import { openWorkerFixture } from '../../../../../tests/support/worker-fixture.ts';
import { createTask } from '../task/create-task.ts';
import { getTask } from '../task/get-task.ts';
import { executeRun } from '../task/execute-run.ts';

const { app, db, peer, newTenant, claim } = await openWorkerFixture();

/** A Sunday evening in Tokyo, where Monday’s nine o’clock is midnight in UTC. */
const sunday = { ...app, clock: { now: () => new Date('2030-01-06T12:00:00Z') } };
const monday = new Date('2030-01-07T00:00:00Z');

async function workOnSunday(title: string, scheduled: boolean) {
	const { owner, agentId } = await newTenant();
	const { workspaceId } = owner;
	await db.workspace.update({ where: { id: workspaceId }, data: { timeZone: 'Asia/Tokyo' } });
	const workingHours = { days: [1, 2, 3, 4, 5], start: '09:00', end: '17:00' };
	await db.agent.updateMany({ where: { workspaceId }, data: { workingHours } });
	const input = { agentId, title, instructions: 'Please.', type: 'work' } as const;
	const id = await createTask(app, owner, input, null);
	await db.task.updateMany({ where: { workspaceId }, data: { scheduled } });
	const { id: runId } = await db.run.findFirstOrThrow({ where: { taskId: id } });
	await executeRun(sunday, await claim(runId));
	const task = await getTask(app, owner, id);
	return { task, run: await db.run.findUniqueOrThrow({ where: { id: runId } }) };
}

test('scheduled work waits for the agent’s hours, says so, and costs neither money nor an attempt', async () => {
	const { task, run } = await workOnSunday('Every week', true);
	expect(task).toMatchObject({ status: 'queued', runs: [{ attempt: 0, modelCalls: [] }] });
	expect(task.timeline.at(-1)).toMatchObject({
		kind: 'task.waiting',
		detail: expect.stringContaining('working hours')
	});
	expect(run).toMatchObject({ waitReason: 'hours', runAfter: monday, admitted: false });
	expect(peer.countFor('Every week')).toBe(0);
});

test('what somebody waits for is done at any hour', async () => {
	const { task } = await workOnSunday('Right now', false);
	expect(task.status).toBe('needs_review');
	expect(peer.countFor('Right now')).toBe(1);
});
