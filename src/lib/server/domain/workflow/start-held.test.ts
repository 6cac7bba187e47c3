import { expect, test } from 'vitest';
import { newId } from '#server/ids.ts';
import { openWorkflowFixture, roundUp } from '../../../../../tests/support/workflow-fixture.ts';
import { createWorkflow } from './create-workflow.ts';
import { resumeReviewed } from './pause-for-waiting.ts';
import { startHeld } from './start-held.ts';
import { updateWorkflow } from './update-workflow.ts';

const { app, db, newOwner } = await openWorkflowFixture();

async function flow() {
	const { owner, agentId } = await newOwner('operations');
	const id = await createWorkflow(app, owner, roundUp(agentId));
	const fires = () =>
		db.fire.findMany({ where: { workflowId: id }, select: { outcome: true, reason: true } });
	const hold = (count: number, payload: object) =>
		db.fire.createMany({
			data: Array.from({ length: count }, () => ({
				workspaceId: owner.workspaceId,
				workflowId: id,
				key: newId(),
				at: new Date(),
				outcome: 'held',
				payload: payload as never
			}))
		});
	return { owner, agentId, id, fires, hold };
}

test('what cannot start yet stands in nobody’s way, and what was switched off starts no more', async () => {
	const [full, off, broken, free] = [await flow(), await flow(), await flow(), await flow()];
	await db.$executeRaw`
		insert into usage_counters (workspace_id, month, tasks)
		values (${full.owner.workspaceId}::uuid, date_trunc('month', now() at time zone 'UTC')::date, 5000)`;
	await full.hold(101, { line: 'one' });
	for (const { hold } of [off, broken, free]) await hold(1, { line: 'one' });
	await updateWorkflow(app, off.owner, { id: off.id, enabled: false });
	await updateWorkflow(app, off.owner, { id: off.id, enabled: true });
	await db.workflow.update({ where: { id: broken.id }, data: { trigger: { kind: 'moon' } } });
	expect(await startHeld(app)).toBe(1);
	expect(await off.fires()).toEqual([{ outcome: 'skipped', reason: 'It was switched off.' }]);
	expect(await broken.fires()).toMatchObject([{ outcome: 'skipped' }]);
	expect(await free.fires()).toMatchObject([{ outcome: 'started' }]);
});

test('those that wait for review stand in nobody’s way either', async () => {
	const { id, owner, agentId } = await flow();
	const workflow = await db.workflow.findUniqueOrThrow({ where: { id } });
	const waiting = { nextFireAt: null, pauseCode: 'waiting', waitingBound: 1 };
	const ids = Array.from({ length: 102 }, () => newId());
	const copies = ids.map((copy) => ({ ...(workflow as object), ...waiting, id: copy }));
	await db.workflow.createMany({ data: copies as never });
	const task = { workspaceId: owner.workspaceId, agentId, type: 'work', title: 'One', instructions: 'One' };
	const drafts = ids.slice(0, -1).map((workflowId) => ({ ...task, workflowId, proposals: 2 }));
	await db.task.createMany({ data: drafts as never });
	for (const status of ['in_progress', 'needs_review'])
		await db.task.updateMany({ where: { workflowId: { in: ids } }, data: { status } });
	expect(await resumeReviewed(app)).toBe(1);
	const resumed = await db.workflow.findMany({ where: { id: { in: ids }, pauseCode: null } });
	expect(resumed.map((one) => one.id)).toEqual(ids.slice(-1));
});
