import { describe, expect, test } from 'vitest';
import type { CreateTask } from '#lib/schemas/task.ts';
import { openOffice } from '../../../../../tests/office.ts';
import { createTask } from './create-task.ts';
import { getTask } from './get-task.ts';

const { app, db, peer, newTenant, work } = await openOffice();

function mail(agentId: string, more: Partial<CreateTask> = {}): CreateTask {
	return {
		agentId,
		title: 'Write to Ms Fischer',
		instructions: 'Her chairs are late.',
		type: 'work',
		...more
	};
}

describe('work', () => {
	test('is queued with its run and its job, then run to needs_review', async () => {
		const { owner, agentId } = await newTenant();
		const id = await createTask(app, owner, mail(agentId, { title: 'A letter about chairs' }), null);

		const queued = await getTask(app, owner, id);
		expect(queued).toMatchObject({ status: 'queued', result: null, runs: [{ number: 1, status: 'queued' }] });
		expect(await jobsFor(queued.runs[0]?.id)).toBe(1);

		await work();
		const ready = await getTask(app, owner, id);
		expect(ready.status).toBe('needs_review');
		expect(ready.result?.deliverable).toContain('A letter about chairs');
		expect(ready.timeline.map(({ kind }) => kind)).toEqual(['task.created', 'task.started', 'task.ready']);
		expect(peer.countFor('A letter about chairs')).toBe(1);
	});

	test('records tokens and cost, and adds them to the month', async () => {
		const { owner, agentId } = await newTenant();
		const id = await createTask(app, owner, mail(agentId), null);
		await work();
		const task = await getTask(app, owner, id);
		const [call] = task.runs[0]?.modelCalls ?? [];
		expect(call).toMatchObject({ status: 'answered', priceKnown: true });
		expect(call?.inputTokens).toBeGreaterThan(0);
		expect(task.costMicros).toBeGreaterThan(0);
		const month = await db.usageCounter.findFirstOrThrow({ where: { workspaceId: owner.workspaceId } });
		expect(Number(month.costMicros)).toBe(task.costMicros);
	});

	test('keeps what the agent proposes, with its hash, and nothing that it may not propose', async () => {
		const { owner, agentId } = await newTenant();
		const instructions = 'Tell her. peer:draft-email:fischer@harbour.example peer:append-row:Orders';
		const id = await createTask(app, owner, mail(agentId, { instructions }), null);
		await db.agent.update({
			where: { id: agentId },
			data: { permissions: { 'gmail.draftEmail': 'ask', 'sheets.appendRow': 'off' } }
		});
		await work();
		const { actions } = await getTask(app, owner, id);
		expect(actions).toHaveLength(1);
		expect(actions[0]).toMatchObject({
			kind: 'gmail.draftEmail',
			status: 'proposed',
			payload: { to: ['fischer@harbour.example'] }
		});
		expect(actions[0]?.payloadHash).toMatch(/^[0-9a-f]{64}$/);
	});

	test('for a paused agent waits', async () => {
		const { owner, agentId } = await newTenant();
		await db.agent.update({ where: { id: agentId }, data: { status: 'paused' } });
		const id = await createTask(app, owner, mail(agentId), null);
		await work();
		expect((await getTask(app, owner, id)).status).toBe('queued');
	});
});

describe('a demo', () => {
	test('is done before the answer, needs no review and proposes nothing', async () => {
		const { owner, agentId } = await newTenant();
		const demo = mail(agentId, { type: 'demo', instructions: 'Show me. peer:draft-email:a@b.example' });
		const id = await createTask(app, owner, demo, null);
		const task = await getTask(app, owner, id);
		expect(task).toMatchObject({ status: 'completed', actions: [] });
		expect(task.result?.summary).not.toBe('');
	});

	test('that fails says so at once', async () => {
		const { owner, agentId } = await newTenant();
		const id = await createTask(app, owner, mail(agentId, { type: 'demo', instructions: 'peer:500' }), null);
		const task = await getTask(app, owner, id);
		expect(task).toMatchObject({ status: 'failed', error: { code: 'model_unreachable' } });
	});
});

describe('a repeated request', () => {
	test('50 at once under one key are one task', async () => {
		const { owner, agentId } = await newTenant();
		const ids = await Promise.all(
			Array.from({ length: 50 }, () => createTask(app, owner, mail(agentId), 'the-same-key'))
		);
		expect(new Set(ids).size).toBe(1);
		expect(await db.task.count({ where: { workspaceId: owner.workspaceId } })).toBe(1);
		expect(await tasksCounted(owner.workspaceId)).toBe(1);
	});

	test('with other content under the same key is refused', async () => {
		const { owner, agentId } = await newTenant();
		await createTask(app, owner, mail(agentId), 'key');
		const other = createTask(app, owner, mail(agentId, { title: 'Something else' }), 'key');
		await expect(other).rejects.toMatchObject({ code: 'idempotency_conflict' });
	});

	test('keys of two workspaces have nothing to do with each other', async () => {
		const [one, two] = [await newTenant(), await newTenant()];
		const first = await createTask(app, one.owner, mail(one.agentId), 'key');
		const second = await createTask(app, two.owner, mail(two.agentId), 'key');
		expect(first).not.toBe(second);
	});
});

describe('limits', () => {
	test('the free plan takes 200 tasks a month, also when 20 arrive at once for the last 5 places', async () => {
		const { owner, agentId } = await newTenant();
		await createTask(app, owner, mail(agentId), null);
		await db.usageCounter.updateMany({ where: { workspaceId: owner.workspaceId }, data: { tasks: 195 } });
		const tries = await Promise.allSettled(
			Array.from({ length: 20 }, () => createTask(app, owner, mail(agentId), null))
		);
		expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
		expect(await tasksCounted(owner.workspaceId)).toBe(200);
		await expect(createTask(app, owner, mail(agentId), null)).rejects.toMatchObject({ code: 'limit_tasks' });
	});

	test('a refused task leaves nothing behind, not even its key', async () => {
		const { owner, agentId } = await newTenant();
		await db.agent.update({ where: { id: agentId }, data: { status: 'archived' } });
		const refused = createTask(app, owner, mail(agentId), 'key');
		await expect(refused).rejects.toMatchObject({ code: 'agent_unavailable' });
		expect(await db.idempotencyKey.count({ where: { workspaceId: owner.workspaceId } })).toBe(0);
		expect(await tasksCounted(owner.workspaceId)).toBe(0);
	});

	test('a foreign agent is answered like an unknown one', async () => {
		const [mine, theirs] = [await newTenant(), await newTenant()];
		const refused = createTask(app, mine.owner, mail(theirs.agentId), null);
		await expect(refused).rejects.toMatchObject({ code: 'not_found', message: 'There is no such agent.' });
	});
});

async function tasksCounted(workspaceId: string): Promise<number> {
	const month = await db.usageCounter.findFirst({ where: { workspaceId } });
	return month?.tasks ?? 0;
}

async function jobsFor(runId: string | undefined): Promise<number> {
	const [row] = await db.$queryRaw<[{ jobs: number }]>`
		select count(*)::int as jobs from graphile_worker._private_jobs where key = ${`run:${runId}`}`;
	return row.jobs;
}
