import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { Prisma } from '#server/db/generated/client.ts';
import { createTask } from '#server/domain/task/create-task.ts';
import { decideTask } from '#server/domain/task/decide-task.ts';
import { openCluster } from './case.ts';
import { defined } from '../support/defined.ts';

/** Faults 2, 15, 16, 17 and 30: more than one of what there may be only one of. */

const cluster = await openCluster({ delayMs: 300 });
const { app } = cluster;
await cluster.worker().ready();

const runOf = (taskId: string) => app.db.run.findFirstOrThrow({ where: { taskId } });

test('the same job added forty times, before and while it runs: the lease admits one', async () => {
	const { id, title } = await cluster.task(await cluster.newTenant());
	const { id: runId } = await runOf(id);
	const add = () => app.db.$executeRaw`
		select graphile_worker.add_job('run-task', json_build_object('runId', ${runId}::text))
		from generate_series(1, 20)`;
	await add();
	await cluster.until('the model was asked', async () => cluster.peer.countFor(title) === 1);
	await add();
	await cluster.settled();
	const jobs = async () =>
		(
			await app.db.$queryRaw<[{ left: number }]>`
		select count(*)::int as left from graphile_worker._private_jobs where payload ->> 'runId' = ${runId}`
		)[0].left;
	await cluster.until('every wake-up was answered', async () => (await jobs()) === 0);
	expect(cluster.peer.countFor(title)).toBe(1);
	expect(await runOf(id)).toMatchObject({ status: 'succeeded', leaseEpoch: 1 });
});

test('a job that is gone, or at its last attempt: the reconciler gives the run another', async () => {
	const [lost, last] = await cluster.tasks(await cluster.newTenant({ pausedAt: new Date() }), 2);
	const { workspaceId } = await app.db.task.findUniqueOrThrow({ where: { id: defined(lost).id } });
	await app.db.run.updateMany({ where: { workspaceId }, data: { admitted: true } });
	const { id: runId } = await runOf(defined(last).id);
	await app.db.$executeRaw`
		insert into graphile_worker._private_jobs (task_id, key, payload, attempts, max_attempts)
		select id, 'run:' || ${runId}, json_build_object('runId', ${runId}::text), 25, 25
		from graphile_worker._private_tasks where identifier = 'run-task'`;
	await app.db.workspace.update({ where: { id: workspaceId }, data: { pausedAt: null } });
	await cluster.settled();
	for (const task of [defined(lost), defined(last)]) expect(cluster.peer.countFor(task.title)).toBe(1);
});

test('fifty submits at once with one key are one task', async () => {
	const { owner, agentId } = await cluster.newTenant();
	const input = { agentId, title: `Once ${randomUUID()}`, instructions: 'Please.', type: 'work' as const };
	const ids = await Promise.all(
		Array.from({ length: 50 }, () => createTask(app, owner, input, 'the same key'))
	);
	expect(new Set(ids).size).toBe(1);
	await cluster.settled();
	expect(await app.db.task.count({ where: { workspaceId: owner.workspaceId } })).toBe(1);
	expect(cluster.peer.countFor(input.title)).toBe(1);
});

test('a failure after the job was added leaves neither task, nor job, nor count', async () => {
	const { owner, agentId } = await cluster.newTenant();
	const input = { agentId, title: 'Half-way', instructions: 'Please.', type: 'work' as const };
	let added = '';
	const breaksAfterwards: typeof app.jobs = {
		...app.jobs,
		adding(name, payload, options) {
			added = JSON.stringify(payload);
			// The job is there by the time the division is made.
			return Prisma.sql`1 / (${app.jobs.adding(name, payload, options)} * 0)`;
		}
	};
	const half = createTask({ ...app, jobs: breaksAfterwards }, owner, input, 'half');
	await expect(half).rejects.toThrow('division by zero');
	const { workspaceId } = owner;
	const [left] = await app.db.$queryRaw<[{ jobs: number }]>`
		select count(*)::int as jobs from graphile_worker._private_jobs where payload::jsonb = ${added}::jsonb`;
	expect(left.jobs).toBe(0);
	expect(await app.db.task.count({ where: { workspaceId } })).toBe(0);
	expect(await app.db.usageCounter.count({ where: { workspaceId } })).toBe(0);
	expect(await app.db.idempotencyKey.count({ where: { workspaceId } })).toBe(0);
	expect(await createTask(app, owner, input, 'half')).toMatch(/^[0-9a-f-]{36}$/);
	await cluster.settled();
});

test('a hundred approvals, rejections and cancellations at once: one counts', async () => {
	const tenant = await cluster.newTenant();
	const { id } = await cluster.task(tenant);
	await cluster.settled();
	const decisions = ['approve', 'reject', 'cancel'] as const;
	const outcomes = await Promise.allSettled(
		Array.from({ length: 100 }, (_, index) =>
			decideTask(app, tenant.owner, { id, decision: defined(decisions[index % 3]), feedback: 'No.' })
		)
	);
	const refusals = outcomes.flatMap((outcome) =>
		outcome.status === 'rejected' ? [outcome.reason.code] : []
	);
	expect(refusals).toHaveLength(99);
	expect(new Set(refusals)).toEqual(new Set(['already_decided']));
	expect(['completed', 'rejected', 'cancelled']).toContain(await cluster.status(id));
});
