import { expect, test } from 'vitest';
import type { ResolveAction } from '#lib/schemas/action.ts';
import { openWorkerFixture, type Tenant } from '../../../../../tests/support/worker-fixture.ts';
import { makeProposals } from '../../../../../tests/support/proposals.ts';
import { getTask } from '../task/get-task.ts';
import { decideAction } from './decide-action.ts';
import { resolveAction } from './resolve-action.ts';

const { app, db, newTenant } = await openWorkerFixture();

/** One whose outcome nobody knows, as the ledger leaves it. */
async function stuck(tenant: Tenant) {
	const agent = { id: tenant.agentId, workspaceId: tenant.owner.workspaceId };
	const { task, actions } = await makeProposals(db, agent, [{}]);
	const { id = '', payloadHash: hash = '' } = actions[0] ?? {};
	await decideAction(app, tenant.owner, { id, hash, decision: 'approve' });
	await db.$executeRaw`update actions set status = 'dispatching', effect_key = 'k' where id = ${id}::uuid`;
	await db.$executeRaw`
		update actions set status = 'needs_human', error_code = 'undecidable', error_message = 'Please look.'
		where id = ${id}::uuid`;
	return { task, id };
}

const expected: Record<ResolveAction['outcome'], { action: object; task: string }> = {
	done: { action: { status: 'succeeded', receipt: { url: null }, error: null }, task: 'completed' },
	again: { action: { status: 'approved', wait: null, error: null }, task: 'approved' },
	edit: { action: { status: 'proposed', decidedBy: null, error: null }, task: 'needs_review' },
	drop: { action: { status: 'failed', error: { code: 'dropped' } }, task: 'failed' }
};

test.each(Object.keys(expected) as ResolveAction['outcome'][])('%s', async (outcome) => {
	const tenant = await newTenant();
	const { task, id } = await stuck(tenant);
	const reviewer = await tenant.member('reviewer');
	const resolved = await resolveAction(app, reviewer, { id, outcome });
	expect(resolved).toMatchObject(expected[outcome].action);
	expect((await getTask(app, reviewer, task.id)).status).toBe(expected[outcome].task);
	await expect(resolveAction(app, reviewer, { id, outcome })).rejects.toMatchObject({
		code: 'already_decided'
	});
});

test('trying again wakes a worker at once, in the name of who said so', async () => {
	const tenant = await newTenant();
	const { id } = await stuck(tenant);
	const reviewer = await tenant.member('reviewer');
	await resolveAction(app, reviewer, { id, outcome: 'again' });
	const [job] = await db.$queryRaw<{ due: boolean }[]>`
		select run_at <= now() as due from graphile_worker.jobs where key = ${`action:${id}`}`;
	expect(job).toEqual({ due: true });
	expect(await db.action.findUniqueOrThrow({ where: { id } })).toMatchObject({
		decidedById: reviewer.by.userId,
		effectKey: 'k'
	});
});

test('changing it first forgets the effect that was tried', async () => {
	const tenant = await newTenant();
	const { id } = await stuck(tenant);
	await resolveAction(app, tenant.owner, { id, outcome: 'edit' });
	expect(await db.action.findUniqueOrThrow({ where: { id } })).toMatchObject({
		effectKey: null,
		approvedHash: null
	});
});

test('100 answers at once: one counts', async () => {
	const tenant = await newTenant();
	const { task, id } = await stuck(tenant);
	const outcomes = Object.keys(expected) as ResolveAction['outcome'][];
	const ends = await Promise.allSettled(
		Array.from({ length: 100 }, (_, at) =>
			resolveAction(app, tenant.owner, { id, outcome: outcomes[at % 4] ?? 'done' })
		)
	);
	expect(ends.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	const told = await db.event.count({ where: { taskId: task.id, kind: { startsWith: 'action.' } } });
	expect(told).toBe(2);
});

test('needs the role for it, and an action of this workspace', async () => {
	const [tenant, other] = [await newTenant(), await newTenant()];
	const { id } = await stuck(tenant);
	const done = { id, outcome: 'done' } as const;
	await expect(resolveAction(app, await tenant.member('member'), done)).rejects.toMatchObject({
		code: 'forbidden'
	});
	await expect(resolveAction(app, other.owner, done)).rejects.toMatchObject({ code: 'not_found' });
});
