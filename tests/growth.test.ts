import { expect, test } from 'vitest';
import { hireAgent } from '#server/domain/lifecycle/hire-agent.ts';
import { createTask } from '#server/domain/task/create-task.ts';
import { decideTask } from '#server/domain/task/decide-task.ts';
import { openWorkerFixture } from './support/worker-fixture.ts';

/** What grows by somebody's doing has an end, also where a plan sets none. */
const { app, db, newTenant, work } = await openWorkerFixture();

test('a workspace keeps a thousand agents, archived ones included', async () => {
	const { owner } = await newTenant();
	await db.$executeRaw`update workspaces set plan = 'enterprise' where id = ${owner.workspaceId}::uuid`;
	await db.$executeRaw`
		insert into agents (id, workspace_id, role_template_key, name, role, description, tone, avatar, permissions, status)
		select gen_random_uuid(), workspace_id, role_template_key, name, role, description, tone, avatar, permissions, 'archived'
		from agents, generate_series(1, 998) where workspace_id = ${owner.workspaceId}::uuid`;
	const hire = () => hireAgent(app, owner, { roleTemplate: 'bookkeeping' });
	await hire();
	await expect(hire()).rejects.toMatchObject({
		code: 'limit_agents',
		message: 'This workspace has hired 1,000 agents, archived ones included. Bring one back instead.'
	});
});

test('a task is done a hundred times', async () => {
	const { owner, agentId } = await newTenant();
	const input = { agentId, title: 'A letter', instructions: 'Please.', type: 'work' as const };
	const id = await createTask(app, owner, input, null);
	await work();
	await db.run.updateMany({ where: { taskId: id }, data: { number: 100 } });
	const again = decideTask(app, owner, { id, decision: 'revise', feedback: 'Shorter.' });
	await expect(again).rejects.toMatchObject({ code: 'illegal_transition' });
	expect(await db.task.findFirst({ where: { id } })).toMatchObject({ status: 'needs_review' });
});

test('somebody has a hundred sessions, and the oldest ones end', async () => {
	const { owner } = await newTenant();
	const first = await app.sessions.create(owner.by.userId, owner.workspaceId);
	await db.session.updateMany({ data: { expiresAt: new Date(Date.now() + 60_000) } });
	for (let more = 0; more < 100; more++) await app.sessions.create(owner.by.userId, owner.workspaceId);
	expect(await db.session.count({ where: { userId: owner.by.userId } })).toBe(100);
	expect(await app.sessions.validate(first.token)).toBeNull();
});
