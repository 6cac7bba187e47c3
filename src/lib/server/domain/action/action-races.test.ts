import { expect, test } from 'vitest';
import { openWorkerFixture, type Tenant } from '../../../../../tests/support/worker-fixture.ts';
import { mail, makeProposals, type Proposal } from '../../../../../tests/support/proposals.ts';
import type { Actor } from '../access/actor.ts';
import { decideTask } from '../task/decide-task.ts';
import { decideAction } from './decide-action.ts';
import { expireActions } from './expire-actions.ts';
import { getAction } from './get-action.ts';
import { undoAction } from './undo-action.ts';

const { app, db, newTenant } = await openWorkerFixture();

async function propose(tenant: Tenant, proposal: Proposal = {}) {
	const agent = { id: tenant.agentId, workspaceId: tenant.owner.workspaceId };
	const { task, actions } = await makeProposals(db, agent, [proposal]);
	const [first] = actions;
	if (!first) throw new Error('There is no proposal.');
	return { task, first };
}

function decide(actor: Actor, action: { id: string; payloadHash: string }, decision: 'approve' | 'reject') {
	return decideAction(app, actor, {
		id: action.id,
		hash: action.payloadHash,
		decision,
		feedback: 'Because.'
	});
}

const statusOf = async (id: string) => (await db.task.findUniqueOrThrow({ where: { id } })).status;

test('100 decisions, expiries and undos at once: each transition happens once', async () => {
	const tenant = await newTenant();
	const { task, first } = await propose(tenant);
	const ends = await Promise.allSettled(
		Array.from({ length: 25 }).flatMap(() => [
			decide(tenant.owner, first, 'approve'),
			decide(tenant.owner, first, 'reject'),
			expireActions(app),
			undoAction(app, tenant.owner, first.id)
		])
	);
	const broken = ends.filter(
		(end) => end.status === 'rejected' && (end.reason as Error).name !== 'DomainError'
	);
	expect(broken).toEqual([]);
	const count = (kind: string) => db.event.count({ where: { taskId: task.id, kind } });
	const [approved, rejected, undone] = [
		await count('action.approved'),
		await count('action.rejected'),
		await count('action.undone')
	];
	const { status } = await db.action.findUniqueOrThrow({ where: { id: first.id } });
	const standing = { approved: status === 'approved' ? 1 : 0, rejected: status === 'rejected' ? 1 : 0 };
	expect(approved - undone).toBe(standing.approved);
	expect(rejected).toBe(standing.rejected);
	expect(await db.review.count({ where: { actionId: first.id, undoneAt: null } })).toBe(
		approved - undone + rejected
	);
	expect(await statusOf(task.id)).toBe(status === 'proposed' ? 'needs_review' : status);
});

test('100 decisions and expiries at once on an overdue one: it expires, once, and nothing is sent', async () => {
	const tenant = await newTenant();
	const { task, first } = await propose(tenant, { expiresAt: new Date(Date.now() - 1_000) });
	const ends = await Promise.allSettled(
		Array.from({ length: 100 }, (_, at) =>
			at % 2 ? expireActions(app) : decide(tenant.owner, first, at % 4 ? 'approve' : 'reject')
		)
	);
	const decided = ends.filter((end, at) => at % 2 === 0 && end.status === 'fulfilled');
	expect(decided).toEqual([]);
	expect(await db.event.count({ where: { taskId: task.id, kind: { startsWith: 'action.' } } })).toBe(1);
	expect(await getAction(app, tenant.owner, first.id)).toMatchObject({ status: 'expired', decidedBy: null });
	expect(await statusOf(task.id)).toBe('rejected');
	const jobs = await db.$queryRaw<
		unknown[]
	>`select 1 from graphile_worker.jobs where key = ${`action:${first.id}`}`;
	expect(jobs).toEqual([]);
});

// Both take the agent's permission to work alone back, and neither may wait for the other for ever.
test('many corrections of one agent at once, of single proposals and of whole tasks', async () => {
	const tenant = await newTenant();
	const permissions = { 'gmail.draftEmail': 'auto' };
	await db.agent.update({ where: { id: tenant.agentId }, data: { permissions } });
	const made = [];
	for (let at = 0; at < 24; at++) made.push(await propose(tenant));
	const ends = await Promise.all(
		made.map(({ task, first }, at) =>
			at % 2
				? decideTask(app, tenant.owner, { id: task.id, decision: 'revise', feedback: 'Shorter.' })
				: decideAction(app, tenant.owner, {
						id: first.id,
						hash: first.payloadHash,
						decision: 'approve',
						payload: mail({ subject: 'Other words' })
					})
		)
	);
	expect(ends).toHaveLength(24);
	expect(await db.event.count({ where: { agentId: tenant.agentId, kind: 'agent.corrected' } })).toBe(1);
});

test('a send-back and a rejection of one task at once: neither waits for the other for ever', async () => {
	const tenant = await newTenant();
	for (let round = 0; round < 8; round++) {
		const permissions = { 'gmail.draftEmail': 'auto' };
		await db.agent.update({ where: { id: tenant.agentId }, data: { permissions } });
		const { task, first } = await propose(tenant);
		const ends = await Promise.allSettled([
			decide(tenant.owner, first, 'reject'),
			decideTask(app, tenant.owner, { id: task.id, decision: 'revise', feedback: 'Shorter.' })
		]);
		const reasons = ends.flatMap((end) => (end.status === 'rejected' ? [(end.reason as Error).name] : []));
		expect(reasons.filter((reason) => reason !== 'DomainError')).toEqual([]);
	}
});
