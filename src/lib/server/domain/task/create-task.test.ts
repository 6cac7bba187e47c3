import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { plans } from '#lib/plans.ts';
import { CreateTask } from '#lib/schemas/task.ts';
import { openWorkerFixture } from '../../../../../tests/support/worker-fixture.ts';
import type { Actor } from '../access/actor.ts';
import { createTask } from './create-task.ts';
import { getTask } from './get-task.ts';
import { retryTask } from './retry-task.ts';

const { app, db, peer, newTenant, work, workFor } = await openWorkerFixture();

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

	test('without a title is called by what its words ask for', async () => {
		const { owner, agentId } = await newTenant();
		const untitled = mail(agentId, { instructions: 'Hi Nora,\nplease write to Ms Fischer. She waits.' });
		delete untitled.title;
		const id = await createTask(app, owner, CreateTask.parse(untitled), 'once');
		expect(await getTask(app, owner, id)).toMatchObject({ title: 'Write to Ms Fischer' });
		expect(await createTask(app, owner, CreateTask.parse(untitled), 'once')).toBe(id);
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
	const demo = (agentId: string, instructions: string) => mail(agentId, { type: 'demo', instructions });

	test('is done by the worker before the answer, needs no review and proposes nothing', async () => {
		const { owner, agentId } = await newTenant();
		const input = demo(agentId, 'Show me. peer:draft-email:a@b.example');
		const task = await getTask(app, owner, await workFor(createTask(app, owner, input, null)));
		expect(task).toMatchObject({ status: 'completed', actions: [] });
		expect(task.result?.summary).not.toBe('');
	});

	test('that fails says so at once, and is tried again in the same way', async () => {
		const { owner, agentId } = await newTenant();
		const id = await workFor(createTask(app, owner, demo(agentId, 'peer:500'), null));
		const failed = { status: 'failed', error: { code: 'model_unreachable' } };
		expect(await getTask(app, owner, id)).toMatchObject(failed);
		await workFor(retryTask(app, owner, id));
		expect(await getTask(app, owner, id)).toMatchObject({ ...failed, runs: [{}, { number: 2 }] });
	});

	test('is not waited for longer than agreed, and goes on: the request itself writes nothing', async () => {
		const { owner, agentId } = await newTenant();
		const impatient = { ...app, timings: { ...app.timings, demoSeconds: 0 } };
		const id = await createTask(impatient, owner, demo(agentId, 'Show me.'), null);
		expect(await getTask(app, owner, id)).toMatchObject({
			status: 'in_progress',
			runs: [{ status: 'queued' }]
		});
		await work();
		expect(await getTask(app, owner, id)).toMatchObject({ status: 'completed' });
	});
});

test('recipients are kept comparable, each once, and what is no address alone is refused', async () => {
	const { owner, agentId } = await newTenant();
	const input = mail(agentId, { recipients: ['Priya@Harbour.example', 'priya@harbour.example'] });
	const task = await getTask(app, owner, await createTask(app, owner, CreateTask.parse(input), null));
	expect(task.recipients).toEqual(['priya@harbour.example']);
	for (const odd of ['Priya <priya@harbour.example>', 'priya@harbour', 'a@b.example, c@d.example'])
		expect(CreateTask.safeParse(mail(agentId, { recipients: [odd] })).success, odd).toBe(false);
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

describe('keys of two people', () => {
	test('have nothing to do with each other, nor with a program’s, in one workspace', async () => {
		const { owner, agentId, member } = await newTenant();
		const { workspaceId, abilities } = owner;
		const program: Actor = { workspaceId, abilities, by: { kind: 'apiKey', keyId: randomUUID() } };
		const actors = [owner, await member('member'), program];
		const ids = [];
		for (const actor of actors) ids.push(await createTask(app, actor, mail(agentId), 'key'));
		expect(new Set(ids).size).toBe(3);
		for (const [index, actor] of actors.entries())
			expect(await createTask(app, actor, mail(agentId), 'key')).toBe(ids[index]);
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

	test('as many runs have a slot as the plan gives, also when 20 tasks arrive at once', async () => {
		const { owner, agentId } = await newTenant();
		await Promise.all(Array.from({ length: 20 }, () => createTask(app, owner, mail(agentId), null)));
		const admitted = await db.run.count({ where: { workspaceId: owner.workspaceId, admitted: true } });
		expect(admitted).toBe(plans.free.concurrency);
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
