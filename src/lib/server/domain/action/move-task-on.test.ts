import { expect, test } from 'vitest';
import type { ActionStatus } from '#lib/schemas/action.ts';
import type { TaskStatus } from '#lib/schemas/task.ts';
import { openWorkerFixture } from '../../../../../tests/support/worker-fixture.ts';
import { makeProposals } from '../../../../../tests/support/proposals.ts';
import { moveTaskOn } from './move-task-on.ts';

const { db, newTenant } = await openWorkerFixture();
const { owner, agentId } = await newTenant();
const { workspaceId } = owner;

const cases: [ActionStatus[], TaskStatus][] = [
	[['proposed', 'succeeded'], 'needs_review'],
	[['approved', 'rejected'], 'approved'],
	[['dispatching', 'failed'], 'approved'],
	[['unknown', 'succeeded'], 'approved'],
	[['needs_human', 'succeeded'], 'approved'],
	[['succeeded', 'failed', 'rejected'], 'completed'],
	[['succeeded', 'expired'], 'completed'],
	[['failed', 'rejected'], 'failed'],
	[['rejected', 'expired'], 'rejected'],
	[['expired'], 'rejected']
];

/** Past the state machine: what matters is where they are. */
async function placed(statuses: ActionStatus[]) {
	const { task, actions } = await makeProposals(
		db,
		{ id: agentId, workspaceId },
		statuses.map(() => ({}))
	);
	for (const [at, status] of statuses.entries()) {
		await db.$transaction([
			db.$executeRaw`set local session_replication_role = replica`,
			db.$executeRaw`
				update actions set status = ${status}, approved_hash = payload_hash, error_message = 'The sheet is gone.',
					finished_at = now()
				where id = ${actions[at]?.id ?? ''}::uuid`
		]);
	}
	return task.id;
}

test.each(cases)('%j makes the task %s', async (statuses, expected) => {
	const taskId = await placed(statuses);
	expect(await db.$transaction((tx) => moveTaskOn(tx, workspaceId, taskId))).toBe(expected);
	const task = await db.task.findUniqueOrThrow({ where: { id: taskId } });
	expect(task).toMatchObject({
		status: expected,
		errorMessage: expected === 'failed' ? 'The sheet is gone.' : null
	});
	const told = await db.event.findMany({ where: { taskId } });
	const ends = expected === 'completed' || expected === 'failed';
	expect(told.map(({ kind }) => kind)).toEqual(ends ? [`task.${expected}`] : []);
	// Again changes nothing and tells nobody twice.
	expect(await db.$transaction((tx) => moveTaskOn(tx, workspaceId, taskId))).toBe(expected);
	expect(await db.event.count({ where: { taskId } })).toBe(told.length);
});

test('a task that was cancelled, or has no actions, stays as it is', async () => {
	const alone = await placed([]);
	expect(await db.$transaction((tx) => moveTaskOn(tx, workspaceId, alone))).toBe('needs_review');
	const cancelled = await placed(['rejected']);
	await db.task.update({ where: { id: cancelled }, data: { status: 'cancelled' } });
	expect(await db.$transaction((tx) => moveTaskOn(tx, workspaceId, cancelled))).toBe('cancelled');
});
