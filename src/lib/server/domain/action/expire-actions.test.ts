import { expect, test } from 'vitest';
import { openWorkerFixture } from '../../../../../tests/support/worker-fixture.ts';
import { makeProposals } from '../../../../../tests/support/proposals.ts';
import { getTask } from '../task/get-task.ts';
import { decideAction } from './decide-action.ts';
import { expireActions } from './expire-actions.ts';
import { undoAction } from './undo-action.ts';

const { app, db, newTenant } = await openWorkerFixture();
const past = new Date(Date.now() - 60_000);

test('gives up what nobody decided in time, and only that; nothing is sent', async () => {
	const { owner, agentId } = await newTenant();
	const agent = { id: agentId, workspaceId: owner.workspaceId };
	const { task, actions } = await makeProposals(db, agent, [{ expiresAt: past }, {}]);
	expect(await expireActions(app)).toBe(1);
	expect(await getTask(app, owner, task.id)).toMatchObject({
		status: 'needs_review',
		actions: [{ status: 'expired', decidedBy: null }, { status: 'proposed' }]
	});
	expect(await db.event.findMany({ where: { taskId: task.id } })).toMatchObject([
		{ kind: 'action.expired', agentId, data: { title: 'Mail to priya@harbour.example' } }
	]);
	await db.action.updateMany({ where: { taskId: task.id, status: 'proposed' }, data: { expiresAt: past } });
	expect(await expireActions(app)).toBe(1);
	expect((await getTask(app, owner, task.id)).status).toBe('rejected');
	const keys = actions.map(({ id }) => `action:${id}`);
	const jobs = await db.$queryRaw<unknown[]>`select 1 from graphile_worker.jobs where key = any(${keys})`;
	expect(jobs).toEqual([]);
	expect(await expireActions(app)).toBe(0);
});

test('the rest of a task goes on without what expired', async () => {
	const { owner, agentId } = await newTenant();
	const agent = { id: agentId, workspaceId: owner.workspaceId };
	const { task, actions } = await makeProposals(db, agent, [{ expiresAt: past }, {}]);
	const { id = '', payloadHash: hash = '' } = actions[1] ?? {};
	await decideAction(app, owner, { id, hash, decision: 'approve' });
	await expireActions(app);
	expect((await getTask(app, owner, task.id)).status).toBe('approved');
});

test('an approval that is taken back leaves a day to decide anew', async () => {
	const { owner, agentId } = await newTenant();
	const { actions } = await makeProposals(db, { id: agentId, workspaceId: owner.workspaceId }, [{}]);
	const { id = '', payloadHash: hash = '' } = actions[0] ?? {};
	await decideAction(app, owner, { id, hash, decision: 'approve' });
	await db.action.update({ where: { id }, data: { expiresAt: past } });
	expect(await expireActions(app)).toBe(0);
	const { expiresAt } = await undoAction(app, owner, id);
	expect(Date.parse(expiresAt) - Date.now()).toBeGreaterThan(23 * 3_600_000);
});
