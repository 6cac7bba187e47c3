import { afterEach, describe, expect, test, vi } from 'vitest';
import { openWorkerFixture, type Tenant } from '../../../../../tests/support/worker-fixture.ts';
import { mail, makeProposals, unnamed, type Proposal } from '../../../../../tests/support/proposals.ts';
import { decideAction } from '../action/decide-action.ts';
import { expireActions } from '../action/expire-actions.ts';
import { autoOffer } from '../action/trust.ts';
import { getAgent } from '../agent/get-agent.ts';
import { undoAction } from '../action/undo-action.ts';
import { decideTask } from './decide-task.ts';
import { getTask } from './get-task.ts';

const { app, db, newTenant } = await openWorkerFixture();

async function propose(tenant: Tenant, ...proposals: Proposal[]) {
	const agent = { id: tenant.agentId, workspaceId: tenant.owner.workspaceId };
	const { task, actions } = await makeProposals(db, agent, proposals);
	const approve = (at: number) => {
		const { id = '', payloadHash: hash = '' } = actions[at] ?? {};
		return decideAction(app, tenant.owner, { id, hash, decision: 'approve' });
	};
	return { id: task.id, actions, approve };
}

afterEach(() => void vi.useRealTimers());

const seen = (tenant: Tenant, id: string) => getTask(app, tenant.owner, id);

describe('deciding a task of which a part is decided', () => {
	test('approving it approves the rest, each held and with a job of its own', async () => {
		const tenant = await newTenant();
		const { id, actions, approve } = await propose(tenant, {}, {}, {});
		await approve(1);
		await decideTask(app, tenant.owner, { id, decision: 'approve' });
		expect(await seen(tenant, id)).toMatchObject({
			status: 'approved',
			decision: { decision: 'approve' },
			actions: [
				{ status: 'approved', decidedBy: 'Dana Reyes', wait: { reason: 'hold' } },
				{ status: 'approved' },
				{ status: 'approved', wait: { reason: 'hold' } }
			]
		});
		const keys = actions.map((action) => `action:${action.id}`);
		const jobs = await db.$queryRaw<unknown[]>`select 1 from graphile_worker.jobs where key = any(${keys})`;
		expect(jobs).toHaveLength(3);
	});

	test('rejecting it rejects the rest, and what is approved goes on', async () => {
		const tenant = await newTenant();
		const { id, approve } = await propose(tenant, {}, {});
		await approve(0);
		await decideTask(app, tenant.owner, { id, decision: 'reject', feedback: 'One is enough.' });
		expect(await seen(tenant, id)).toMatchObject({
			status: 'approved',
			actions: [{ status: 'approved' }, { status: 'rejected', decidedBy: 'Dana Reyes' }]
		});
	});

	test('after that, an undone part can be decided with the whole again', async () => {
		const tenant = await newTenant();
		const { id, actions, approve } = await propose(tenant, {}, {});
		await approve(0);
		await decideTask(app, tenant.owner, { id, decision: 'reject', feedback: 'One is enough.' });
		await undoAction(app, tenant.owner, actions[0]?.id ?? '');
		await decideTask(app, tenant.owner, { id, decision: 'reject', feedback: 'None at all.' });
		expect(await seen(tenant, id)).toMatchObject({
			status: 'rejected',
			decision: { decision: 'reject', feedback: 'None at all.' }
		});
	});

	test('it cannot be sent back any more', async () => {
		const tenant = await newTenant();
		const { id, approve } = await propose(tenant, {}, {});
		await approve(0);
		const back = decideTask(app, tenant.owner, { id, decision: 'revise', feedback: 'Shorter.' });
		await expect(back).rejects.toMatchObject({ code: 'illegal_transition' });
		expect((await seen(tenant, id)).status).toBe('needs_review');
	});

	test('cancelling it takes back what has not left', async () => {
		const tenant = await newTenant();
		const { id, actions, approve } = await propose(tenant, {}, {});
		await approve(0);
		const before = await db.action.findUniqueOrThrow({ where: { id: actions[0]?.id ?? '' } });
		await decideTask(app, tenant.owner, { id, decision: 'cancel' });
		expect(await seen(tenant, id)).toMatchObject({
			status: 'cancelled',
			actions: [{ status: 'rejected' }, { status: 'rejected' }]
		});
		const after = await db.action.findUniqueOrThrow({ where: { id: before.id } });
		expect(after.leaseEpoch).toBe(before.leaseEpoch + 1);
	});

	test('cancelling it is refused once a part is on its way', async () => {
		const tenant = await newTenant();
		const { id, actions, approve } = await propose(tenant, {}, {});
		await approve(0);
		await db.$executeRaw`update actions set status = 'dispatching' where id = ${actions[0]?.id ?? ''}::uuid`;
		const cancelled = decideTask(app, tenant.owner, { id, decision: 'cancel' });
		await expect(cancelled).rejects.toMatchObject({ code: 'illegal_transition' });
	});
});

test('a target that nobody named must be chosen first; nothing is approved meanwhile', async () => {
	const tenant = await newTenant();
	const { id } = await propose(tenant, {}, { flags: [unnamed()] });
	const approved = decideTask(app, tenant.owner, { id, decision: 'approve' });
	await expect(approved).rejects.toMatchObject({ code: 'needs_choice' });
	expect(await seen(tenant, id)).toMatchObject({
		status: 'needs_review',
		actions: [{ status: 'proposed' }, { status: 'proposed' }]
	});
});

test('an archived agent carries nothing out', async () => {
	const tenant = await newTenant();
	const { id } = await propose(tenant, {});
	await db.agent.update({ where: { id: tenant.agentId }, data: { status: 'archived' } });
	const approved = decideTask(app, tenant.owner, { id, decision: 'approve' });
	await expect(approved).rejects.toMatchObject({ code: 'agent_unavailable' });
	await decideTask(app, tenant.owner, { id, decision: 'reject', feedback: 'It has left.' });
});

test('a task whose proposals expired says so to who comes too late', async () => {
	const tenant = await newTenant();
	const { id, actions } = await propose(tenant, {});
	await db.action.update({ where: { id: actions[0]?.id ?? '' }, data: { expiresAt: new Date(0) } });
	const late = decideTask(app, tenant.owner, { id, decision: 'approve' });
	await expect(late).rejects.toMatchObject({ code: 'already_decided' });
	await expireActions(app);
	const later = decideTask(app, tenant.owner, { id, decision: 'approve' });
	await expect(later).rejects.toMatchObject({
		code: 'already_decided',
		message: 'What this task proposed has expired, so nothing was done.'
	});
});

test('what a colleague has changed meanwhile is not approved unseen', async () => {
	const tenant = await newTenant();
	const colleague = await tenant.member('reviewer');
	const { id, actions } = await propose(tenant, {}, {});
	const { runId, actions: before } = await seen(tenant, id);
	const versions = (shown: { id: string; payloadHash: string }[]) =>
		shown.map((action) => ({ id: action.id, hash: action.payloadHash }));
	const approve = (more: object) => decideTask(app, tenant.owner, { id, decision: 'approve', ...more });
	const edit = {
		id: actions[0]?.id ?? '',
		hash: actions[0]?.payloadHash ?? '',
		decision: 'approve'
	} as const;
	await decideAction(app, colleague, { ...edit, payload: mail({ body: 'You owe us 9,000.' }) });
	await undoAction(app, colleague, edit.id);

	const refusal = { code: 'already_decided' };
	await expect(approve({ ...(runId && { runId }) })).rejects.toMatchObject(refusal);
	await expect(approve({ actions: versions(before) })).rejects.toMatchObject(refusal);
	await expect(approve({ actions: [] })).rejects.toMatchObject(refusal);
	const { actions: now } = await seen(tenant, id);
	expect(now.map(({ status }) => status)).toEqual(['proposed', 'proposed']);
	await approve({ actions: versions(now) });
	expect((await seen(tenant, id)).actions.map(({ status }) => status)).toEqual(['approved', 'approved']);
});

test('what an agent may not do any more is rejected, or allowed first', async () => {
	const tenant = await newTenant();
	const { id } = await propose(tenant, {});
	const allow = (permission: string) =>
		db.agent.update({
			where: { id: tenant.agentId },
			data: { permissions: { 'gmail.draftEmail': permission } }
		});
	await allow('off');
	const approved = decideTask(app, tenant.owner, { id, decision: 'approve' });
	await expect(approved).rejects.toMatchObject({ code: 'agent_unavailable' });
	await allow('ask');
	await decideTask(app, tenant.owner, { id, decision: 'approve' });
});

test('approvals that are taken back, alone or with their task, count for nothing', async () => {
	const tenant = await newTenant();
	const { id, actions, approve } = await propose(tenant, {}, {}, {}, {}, {});
	const takeBack = async () => {
		for (const action of actions) await undoAction(app, tenant.owner, action.id);
	};
	const of = { agentId: tenant.agentId, kind: 'gmail.draftEmail' };
	const offered = async () => (await autoOffer(db, tenant.owner, of)) !== null;
	const recorded = async () => (await getAgent(app, tenant.owner, tenant.agentId)).record.approved;
	await decideTask(app, tenant.owner, { id, decision: 'approve' });
	expect([await offered(), await recorded()]).toEqual([true, 1]);
	await takeBack();
	expect([await offered(), await recorded()]).toEqual([false, 0]);
	for (const position of [0, 1, 2, 3, 4]) await approve(position);
	expect([await offered(), await recorded()]).toEqual([true, 1]);
	await undoAction(app, tenant.owner, actions[2]?.id ?? '');
	expect([await offered(), await recorded()]).toEqual([false, 1]);
});

describe('a part that has expired', () => {
	const refusal = { code: 'already_decided', message: expect.stringContaining('has expired') as string };

	test.each(['2020-01-01', '2090-01-01'])('is by the database’s clock, with ours at %s', async (date) => {
		const tenant = await newTenant();
		const [open, over] = [await propose(tenant, {}), await propose(tenant, {}, {})];
		await db.$executeRaw`
			update actions set expires_at = now() - interval '1 second' where id = ${over.actions[1]?.id}::uuid`;
		vi.useFakeTimers({ toFake: ['Date'], now: new Date(date) });
		await decideTask(app, tenant.owner, { id: open.id, decision: 'approve' });
		await expect(decideTask(app, tenant.owner, { id: over.id, decision: 'approve' })).rejects.toMatchObject(
			refusal
		);
	});
});
