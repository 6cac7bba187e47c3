import { expect, test } from 'vitest';
import { openWorkerFixture, type Tenant } from '../../../../../tests/support/worker-fixture.ts';
import { makeProposals } from '../../../../../tests/support/proposals.ts';
import { getTask } from '../task/get-task.ts';
import { decideTask } from '../task/decide-task.ts';
import { decideAction } from './decide-action.ts';
import { undoAction } from './undo-action.ts';

const { app, db, newTenant } = await openWorkerFixture();

async function approved(tenant: Tenant) {
	const agent = { id: tenant.agentId, workspaceId: tenant.owner.workspaceId };
	const { task, actions } = await makeProposals(db, agent, [{}]);
	const { id = '', payloadHash: hash = '' } = actions[0] ?? {};
	await decideAction(app, tenant.owner, { id, hash, decision: 'approve' });
	return { task, id, hash };
}

test('undoing puts action and task back, leaves the approval on record, and frees the way for a new one', async () => {
	const tenant = await newTenant();
	const { task, id, hash } = await approved(tenant);
	const before = await db.action.findUniqueOrThrow({ where: { id } });
	const undone = await undoAction(app, tenant.owner, id);
	expect(undone).toMatchObject({ status: 'proposed', decidedBy: null, holdUntil: null, wait: null });
	const after = await db.action.findUniqueOrThrow({ where: { id } });
	expect(after).toMatchObject({ approvedHash: null, accountId: null, leaseEpoch: before.leaseEpoch + 1 });
	expect(await getTask(app, tenant.owner, task.id)).toMatchObject({ status: 'needs_review', decision: null });
	expect(await db.review.findMany({ where: { actionId: id } })).toMatchObject([
		{ decision: 'approve', undoneAt: expect.any(Date) as Date }
	]);
	await decideAction(app, tenant.owner, { id, hash, decision: 'reject', feedback: 'After all not.' });
	expect(await getTask(app, tenant.owner, task.id)).toMatchObject({ status: 'rejected' });
});

test('what was approved with its whole task can be undone, and the task decided again', async () => {
	const tenant = await newTenant();
	const agent = { id: tenant.agentId, workspaceId: tenant.owner.workspaceId };
	const { task, actions } = await makeProposals(db, agent, [{}, {}]);
	await decideTask(app, tenant.owner, { id: task.id, decision: 'approve' });
	await undoAction(app, tenant.owner, actions[0]?.id ?? '');
	expect(await getTask(app, tenant.owner, task.id)).toMatchObject({
		status: 'needs_review',
		actions: [{ status: 'proposed' }, { status: 'approved' }]
	});
	await decideTask(app, tenant.owner, { id: task.id, decision: 'approve' });
	expect(await getTask(app, tenant.owner, task.id)).toMatchObject({
		status: 'approved',
		actions: [{ status: 'approved' }, { status: 'approved' }]
	});
});

test('too late once the hold has passed, even if no worker has begun', async () => {
	const tenant = await newTenant();
	const { task, id } = await approved(tenant);
	await db.$executeRaw`update actions set hold_until = now() - interval '1 second' where id = ${id}::uuid`;
	await expect(undoAction(app, tenant.owner, id)).rejects.toMatchObject({ code: 'too_late' });
	expect((await db.task.findUniqueOrThrow({ where: { id: task.id } })).status).toBe('approved');
});

test('too late says where it is, once it is there', async () => {
	const tenant = await newTenant();
	const { id } = await approved(tenant);
	await db.$executeRaw`update actions set status = 'dispatching' where id = ${id}::uuid`;
	await expect(undoAction(app, tenant.owner, id)).rejects.toMatchObject({
		code: 'too_late',
		message: expect.stringContaining('on its way') as string
	});
	const receipt = { label: 'Open', url: null, detail: 'It is under Drafts in dana@northwind.example.' };
	await db.action.update({ where: { id }, data: { status: 'succeeded', receipt } });
	await expect(undoAction(app, tenant.owner, id)).rejects.toMatchObject({
		code: 'too_late',
		message: expect.stringContaining('Drafts in dana@northwind.example') as string
	});
});

test.each(['connect', 'reauth', 'paused'])(
	'what waits for %s has not left, so its approval can be taken back',
	async (reason) => {
		const tenant = await newTenant();
		const { task, id } = await approved(tenant);
		await db.$executeRaw`update actions set hold_until = now() - interval '1 second', wait_reason = ${reason} where id = ${id}::uuid`;
		expect(await undoAction(app, tenant.owner, id)).toMatchObject({ status: 'proposed' });
		expect((await db.task.findUniqueOrThrow({ where: { id: task.id } })).status).toBe('needs_review');
	}
);

// A worker that claims it bumps the epoch under the action's lock, and never before the hold has passed.
test('of an undo and a claim at the same moment one wins, and the other sees it', async () => {
	const tenant = await newTenant();
	for (const held of [true, false]) {
		const { id } = await approved(tenant);
		if (!held)
			await db.$executeRaw`update actions set hold_until = now() - interval '1 second' where id = ${id}::uuid`;
		const [undone, claimed] = await Promise.all([
			undoAction(app, tenant.owner, id).then(
				() => 'undone',
				(error: { code: string }) => error.code
			),
			db.$executeRaw`
				update actions set lease_epoch = lease_epoch + 1, lease_owner = ${app.processId}::uuid
				where id = ${id}::uuid and status = 'approved' and hold_until <= now()`
		]);
		expect([undone, claimed]).toEqual(held ? ['undone', 0] : ['too_late', 1]);
	}
});

test('there is nothing to undo on a proposal, for a member, or in another workspace', async () => {
	const [tenant, other] = [await newTenant(), await newTenant()];
	const { id } = await approved(tenant);
	await expect(undoAction(app, await tenant.member('member'), id)).rejects.toMatchObject({
		code: 'forbidden'
	});
	await expect(undoAction(app, other.owner, id)).rejects.toMatchObject({ code: 'not_found' });
	await undoAction(app, tenant.owner, id);
	await expect(undoAction(app, tenant.owner, id)).rejects.toMatchObject({ code: 'illegal_transition' });
});
