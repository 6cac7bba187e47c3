import { expect, test } from 'vitest';
import { openWorkerFixture, type Tenant } from '../../../../../tests/support/worker-fixture.ts';
import { createTask } from '../task/create-task.ts';
import { decideTask } from '../task/decide-task.ts';
import { retryTask } from '../task/retry-task.ts';
import { editAgent } from './edit-agent.ts';

const { app, db, newTenant, work } = await openWorkerFixture();

const newTask = ({ owner, agentId }: Tenant, instructions = 'Please.') =>
	createTask(app, owner, { agentId, title: 'A letter', instructions, type: 'work' }, null);

/** Archives the agent in a transaction that stays open until `meanwhile` has ended or waits for it. */
async function archivedWhile(agentId: string, meanwhile: () => Promise<unknown>): Promise<unknown> {
	let outcome: unknown = 'nothing yet';
	let done: Promise<void> | undefined;
	await db.$transaction(async (tx) => {
		await tx.$executeRaw`update agents set status = 'archived' where id = ${agentId}::uuid`;
		done = meanwhile().then(
			() => void (outcome = 'went through'),
			(error: { code?: string }) => void (outcome = error.code)
		);
		await expect.poll(async () => outcome !== 'nothing yet' || (await waiting())).toBe(true);
	});
	await done;
	return outcome;
}

async function waiting(): Promise<boolean> {
	const [row] = await db.$queryRaw<[{ locks: number }]>`
		select count(*)::int as locks from pg_stat_activity
		where datname = current_database() and wait_event_type = 'Lock'`;
	return row.locks > 0;
}

// A queued task of an archived agent would never be done, and nobody would be told.
test('no task is queued for an agent that is being archived at the same moment', async () => {
	const tenant = await newTenant();
	expect(await archivedWhile(tenant.agentId, () => newTask(tenant))).toBe('agent_unavailable');
});

test('nor one that failed, tried again', async () => {
	const tenant = await newTenant();
	const id = await newTask(tenant, 'peer:refuse');
	await db.$executeRaw`update runs set status = 'failed' where task_id = ${id}::uuid`;
	await db.$executeRaw`update tasks set status = 'failed' where id = ${id}::uuid`;
	const retried = archivedWhile(tenant.agentId, () => retryTask(app, tenant.owner, id));
	expect(await retried).toBe('agent_unavailable');
});

test('nor one that is sent back', async () => {
	const tenant = await newTenant();
	const id = await newTask(tenant);
	await work();
	const sentBack = archivedWhile(tenant.agentId, () =>
		decideTask(app, tenant.owner, { id, decision: 'revise', feedback: 'Shorter.' })
	);
	expect(await sentBack).toBe('agent_unavailable');
});

test('everything at once: verbs that race leave nothing behind and never break', async () => {
	const tenant = await newTenant();
	const { owner, agentId } = tenant;
	await db.workspace.update({ where: { id: owner.workspaceId }, data: { plan: 'enterprise' } });
	const ids = await Promise.all(Array.from({ length: 12 }, () => newTask(tenant)));
	const archive = () => editAgent(app, owner, agentId, { status: 'archived' });
	const bringBack = () => editAgent(app, owner, agentId, { status: 'active' });
	const acts = ids.flatMap((id) => [
		() => decideTask(app, owner, { id, decision: 'approve' }),
		() => decideTask(app, owner, { id, decision: 'revise', feedback: 'Shorter.' }),
		() => decideTask(app, owner, { id, decision: 'cancel' }),
		() => retryTask(app, owner, id),
		() => newTask(tenant)
	]);
	const more = [archive, bringBack, () => editAgent(app, owner, agentId, { status: 'paused' }), archive];
	const all = [...acts.slice(0, 30), ...more, ...acts.slice(30)].map((act) => act());
	const working = work();
	const broken = (await Promise.allSettled(all)).filter(
		(end) => end.status === 'rejected' && (end.reason as Error).name !== 'DomainError'
	);
	await working;
	expect(broken).toEqual([]);
	await archive();
	const open = await db.task.count({ where: { agentId, status: { in: ['queued', 'in_progress'] } } });
	expect(open).toBe(0);
});
