import { describe, expect, test } from 'vitest';
import { openWorkerFixture } from '../../../../../tests/support/worker-fixture.ts';
import { makeWorkspace } from '../../../../../tests/support/factories.ts';
import type { Actor } from '../access/actor.ts';
import { createTask } from '../task/create-task.ts';
import { decideTask } from '../task/decide-task.ts';
import { getTask } from '../task/get-task.ts';
import { listActivity } from '../event/list-activity.ts';
import { listTasks } from '../task/list-tasks.ts';
import { getUsage } from '../billing/get-usage.ts';
import { setPlan } from './set-plan.ts';
import { editAgent } from './edit-agent.ts';
import { getAgent } from '../agent/get-agent.ts';
import { hireAgent } from './hire-agent.ts';
import { listAgents } from '../agent/list-agents.ts';

const { app, db, newTenant, work } = await openWorkerFixture();

async function newOwner(): Promise<{ owner: Actor; email: string }> {
	const { actor: owner, user } = await makeWorkspace(db);
	return { owner, email: user.email };
}

describe('hiring', () => {
	test('gives the agent what its role template says', async () => {
		const { owner } = await newOwner();
		const hired = await hireAgent(app, owner, { roleTemplate: 'bookkeeping' });
		const agent = await getAgent(app, owner, hired.id);
		const template = await db.roleTemplate.findUniqueOrThrow({ where: { key: 'bookkeeping' } });
		expect(agent).toMatchObject({ name: template.defaultName, tone: template.defaultTone, status: 'active' });
		expect(agent.memories.map(({ text }) => text)).toEqual(template.startingMemories);
	});

	test('the first agent gets a welcome task that costs no place in the month', async () => {
		const { owner } = await newOwner();
		const hired = await hireAgent(app, owner, { roleTemplate: 'marketing', name: 'Ida' });
		const { items } = await listTasks(app, owner, { limit: 10 });
		expect(items).toMatchObject([
			{ title: 'Introduce yourself, Ida', agent: { id: hired.id }, status: 'queued' }
		]);
		const [welcome] = await db.event.findMany({ where: { agentId: hired.id, kind: 'task.created' } });
		expect(welcome).toMatchObject({ actorId: null, apiKeyId: null });
		const [given] = await listActivity(app, owner, 1);
		expect(given).toMatchObject({ kind: 'task.created', actor: 'AgentForce' });
		expect((await getUsage(app, owner)).tasks.used).toBe(0);
		await work();
		expect((await listTasks(app, owner, { limit: 10 })).items[0]?.status).toBe('needs_review');
	});

	test('stops at the plan’s limit, also when several hire at once, and goes on after a change of plan', async () => {
		const { owner, email } = await newOwner();
		const hire = () => hireAgent(app, owner, { roleTemplate: 'operations' });
		const tries = await Promise.allSettled([hire(), hire(), hire()]);
		expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		await expect(hire()).rejects.toMatchObject({ code: 'limit_agents' });
		await setPlan(app, { email, plan: 'starter' });
		await hire();
		expect(await getUsage(app, owner)).toMatchObject({ plan: 'starter', agents: { used: 2, allowed: 3 } });
	});

	test('an unknown role and a member without the right are refused', async () => {
		const { owner, member } = await newTenant();
		await expect(hireAgent(app, owner, { roleTemplate: 'astronaut' })).rejects.toMatchObject({
			code: 'invalid_input'
		});
		const refused = hireAgent(app, await member('member'), { roleTemplate: 'operations' });
		await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
	});
});

describe('changing an agent', () => {
	test.each(['bank.transfer', 'constructor.name'])(
		'a permission for %s, which nobody can do, is refused',
		async (kind) => {
			const { owner, agentId } = await newTenant();
			const edit = editAgent(app, owner, agentId, {
				permissions: { 'gmail.draftEmail': 'off', [kind]: 'auto' }
			});
			await expect(edit).rejects.toMatchObject({ code: 'invalid_input' });
			expect((await getAgent(app, owner, agentId)).permissions).not.toHaveProperty([kind]);
		}
	);

	test('keeps what is not given', async () => {
		const { owner, agentId } = await newTenant();
		const before = await getAgent(app, owner, agentId);
		const workingHours = { days: [1, 2, 3], start: '09:00', end: '17:00' };
		await editAgent(app, owner, agentId, { name: 'Nora B.', avatar: 'plum', workingHours });
		const after = await getAgent(app, owner, agentId);
		expect(after).toMatchObject({ name: 'Nora B.', avatar: 'plum', workingHours, tone: before.tone });
		await editAgent(app, owner, agentId, { workingHours: null });
		expect((await getAgent(app, owner, agentId)).workingHours).toBeNull();
	});

	test('a paused agent’s tasks wait and go on when it is back', async () => {
		const { owner, agentId } = await newTenant();
		await editAgent(app, owner, agentId, { status: 'paused' });
		const input = { agentId, title: 'Later', instructions: 'Please.', type: 'work' as const };
		const id = await createTask(app, owner, input, null);
		await work();
		expect((await getTask(app, owner, id)).status).toBe('queued');
		await db.$executeRaw`delete from graphile_worker._private_jobs`;
		await editAgent(app, owner, agentId, { status: 'active' });
		const [row] = await db.$queryRaw<
			[{ jobs: number }]
		>`select count(*)::int as jobs from graphile_worker._private_jobs`;
		expect(row.jobs).toBe(1);
		await work();
		expect((await getTask(app, owner, id)).status).toBe('needs_review');
	});

	test('archiving ends its open tasks and frees its place', async () => {
		const { owner } = await newOwner();
		const agent = await hireAgent(app, owner, { roleTemplate: 'operations' });
		const input = { agentId: agent.id, title: 'Open', instructions: 'Please.', type: 'work' as const };
		const id = await createTask(app, owner, input, null);
		await editAgent(app, owner, agent.id, { status: 'archived' });
		expect((await getTask(app, owner, id)).status).toBe('cancelled');
		expect(await listAgents(app, owner, { archived: false })).toEqual([]);
		await hireAgent(app, owner, { roleTemplate: 'recruiting' });
		const back = editAgent(app, owner, agent.id, { status: 'active' });
		await expect(back).rejects.toMatchObject({ code: 'limit_agents' });
	});

	test('an archived agent’s results can still be decided, but it takes nothing back', async () => {
		const { owner, agentId } = await newTenant();
		const input = { agentId, title: 'Last one', instructions: 'Please.', type: 'work' as const };
		const [kept, back] = [
			await createTask(app, owner, input, null),
			await createTask(app, owner, input, null)
		];
		await work();
		await editAgent(app, owner, agentId, { status: 'archived' });
		await decideTask(app, owner, { id: kept, decision: 'approve' });
		expect((await getTask(app, owner, kept)).status).toBe('completed');
		const refused = decideTask(app, owner, { id: back, decision: 'revise', feedback: 'Shorter.' });
		await expect(refused).rejects.toMatchObject({ code: 'agent_unavailable' });
	});

	test('a foreign agent is answered like an unknown one', async () => {
		const [mine, theirs] = [await newTenant(), await newTenant()];
		for (const call of [
			() => getAgent(app, mine.owner, theirs.agentId),
			() => editAgent(app, mine.owner, theirs.agentId, { name: 'Mine now' })
		]) {
			await expect(call()).rejects.toMatchObject({ code: 'not_found', message: 'There is no such agent.' });
		}
	});
});

describe('the list of tasks', () => {
	test('pages by keyset without gaps or repeats, and filters by status, agent and text', async () => {
		const { owner, agentId } = await newTenant();
		for (let at = 1; at <= 7; at++) {
			const title = at % 2 ? `Letter ${at}` : `100% invoice_${at}`;
			await createTask(app, owner, { agentId, title, instructions: 'Please.', type: 'work' }, null);
		}
		const seen: string[] = [];
		let cursor: string | undefined;
		do {
			const page = await listTasks(app, owner, { limit: 3, ...(cursor && { cursor }) });
			seen.push(...page.items.map(({ title }) => title));
			cursor = page.nextCursor ?? undefined;
		} while (cursor);
		expect(seen).toEqual([7, 6, 5, 4, 3, 2, 1].map((at) => (at % 2 ? `Letter ${at}` : `100% invoice_${at}`)));

		const count = async (query: object) =>
			(await listTasks(app, owner, { limit: 100, ...query })).items.length;
		expect(await count({ q: 'lEtTeR' })).toBe(4);
		expect(await count({ q: '100%' })).toBe(3);
		expect(await count({ q: 'invoice_2' })).toBe(1);
		expect(await count({ status: 'queued' })).toBe(7);
		expect(await count({ status: 'failed' })).toBe(0);
		expect(await count({ agentId: '0190a1b2-0000-7000-8000-000000000000' })).toBe(0);
	});
});
