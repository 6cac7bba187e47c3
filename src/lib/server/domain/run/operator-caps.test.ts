import { expect, test } from 'vitest';
import { openWorkerFixture, type Tenant } from '../../../../../tests/support/worker-fixture.ts';
import { getUsage } from '../billing/get-usage.ts';
import { editWorkspace } from '../lifecycle/edit-workspace.ts';
import type { SpendCaps } from '../plan/plan-table.ts';
import { createTask } from '../task/create-task.ts';
import { executeRun } from '../task/execute-run.ts';
import { reconcileRuns } from './reconcile-runs.ts';
import { wakeAllBudgetWaits } from './wake-budget-waits.ts';

const { app, db, peer, newTenant, claim, work } = await openWorkerFixture();

/** The App of an operator who has set these limits. */
function appWith(spendCaps: Partial<SpendCaps>) {
	const none = { installationMicros: null, workspaceMicros: null };
	return { ...app, config: { ...app.config, spendCaps: { ...none, ...spendCaps } } };
}

async function newRun({ owner, agentId }: Tenant, instructions = 'Please.', title = 'A letter') {
	const taskId = await createTask(app, owner, { agentId, title, instructions, type: 'work' }, null);
	return (await db.run.findFirstOrThrow({ where: { taskId } })).id;
}

async function lastWait(runId: string): Promise<{ reason: string | null; message: string }> {
	const run = await db.run.findUniqueOrThrow({ where: { id: runId } });
	const where = { taskId: run.taskId, kind: 'task.waiting' };
	const { data } = await db.event.findFirstOrThrow({ where, orderBy: { id: 'desc' } });
	return { reason: run.waitReason, message: (data as { message: string }).message };
}

test('no owner sets a limit above the operator’s, and one that was set before is held to it', async () => {
	const capped = appWith({ workspaceMicros: 10_000_000 });
	const { owner } = await newTenant();
	await expect(editWorkspace(capped, owner, { spendCapMicros: 10_010_000 })).rejects.toMatchObject({
		code: 'invalid_input',
		message: 'This installation allows a workspace at most $10 a month. Whoever runs it can raise that.'
	});
	await editWorkspace(capped, owner, { spendCapMicros: 10_000_000 });
	await editWorkspace(app, owner, { spendCapMicros: 50_000_000 });
	expect(await getUsage(capped, owner)).toMatchObject({
		spendCapMicros: 10_000_000,
		spendCapMost: 10_000_000
	});
	await editWorkspace(capped, owner, { spendCapMicros: null });
	expect(await getUsage(capped, owner)).toMatchObject({ spendCapMicros: 10_000_000 });
	expect(await getUsage(app, owner)).toMatchObject({ spendCapMicros: 25_000_000, spendCapMost: null });
});

test('a task that the operator’s limit holds back says so, and goes on once a worker starts with a higher one', async () => {
	const tenant = await newTenant();
	const runId = await newRun(tenant);
	await executeRun(appWith({ workspaceMicros: 1_000 }), await claim(runId));
	const wait = await lastWait(runId);
	expect(wait.reason).toBe('budget');
	expect(wait.message).toContain('the most that this installation allows a workspace');
	await wakeAllBudgetWaits(app);
	await reconcileRuns(app);
	await work();
	expect(await db.run.findUnique({ where: { id: runId } })).toMatchObject({ status: 'succeeded' });
});

// Each call reserves some three cents.
const cap = 100_000;

test('all workspaces together stay below what the installation may spend, however many call at once', async () => {
	await db.$executeRaw`update usage_counters set cost_micros = 0, reserved_micros = 0`;
	const capped = appWith({ installationMicros: cap });
	const tenants = await Promise.all(Array.from({ length: 8 }, newTenant));
	await reconcileRuns(capped);
	const runs = await Promise.all(tenants.map((tenant) => newRun(tenant, 'peer:held:together', 'Together')));
	const claims = await Promise.all(runs.map(claim));
	const done = Promise.all(claims.map((each) => executeRun(capped, each)));
	const waiting = () => db.run.count({ where: { id: { in: runs }, status: 'queued' } });
	await expect.poll(async () => (await waiting()) + peer.countFor('Together')).toBe(8);
	expect(peer.countFor('Together')).toBeGreaterThan(0);
	expect(peer.countFor('Together')).toBeLessThan(4);
	const [held] = await db.installationUsage.findMany({ where: { reservedMicros: { gt: 0 } } });
	expect(Number(held?.reservedMicros)).toBeLessThanOrEqual(cap);
	peer.letGo('together');
	await done;
	const [after] = await db.installationUsage.findMany({ where: { costMicros: { gt: 0 } } });
	const [sums] = await db.$queryRaw<
		[{ cost: bigint }]
	>`select sum(cost_micros)::bigint as cost from usage_counters`;
	expect(after).toMatchObject({ reservedMicros: 0n, costMicros: sums.cost });
});

test('when it is used up, everybody’s tasks wait for it and their pages say so', async () => {
	const tenant = await newTenant();
	await db.$executeRaw`update usage_counters set cost_micros = 0, reserved_micros = 0`;
	const other = await newTenant();
	await newRun(other);
	await db.usageCounter.updateMany({
		where: { workspaceId: other.owner.workspaceId },
		data: { costMicros: cap }
	});
	const capped = appWith({ installationMicros: cap });
	// No reconciler has been here since the limit was set: the first call finds out.
	await db.installationUsage.deleteMany();
	const runId = await newRun(tenant);
	await executeRun(capped, await claim(runId));
	expect((await lastWait(runId)).reason).toBe('budget_busy');
	await db.run.update({ where: { id: runId }, data: { runAfter: new Date(0), admitted: true } });
	await executeRun(capped, await claim(runId));
	const wait = await lastWait(runId);
	expect(wait.reason).toBe('budget');
	expect(wait.message).toContain('over all its workspaces');
	expect(await getUsage(capped, tenant.owner)).toMatchObject({ installationFull: true });
	expect(await getUsage(app, tenant.owner)).toMatchObject({ installationFull: false });
});

test('lost calls of all are given back and booked there too', async () => {
	await db.$executeRaw`update usage_counters set cost_micros = 0, reserved_micros = 0`;
	await db.installationUsage.deleteMany();
	const capped = appWith({ installationMicros: 10_000_000 });
	await reconcileRuns(capped);
	const runId = await newRun(await newTenant());
	const never = { ...app.model, complete: () => new Promise<never>(() => undefined) };
	void executeRun({ ...capped, model: never }, await claim(runId));
	await expect.poll(() => db.modelCall.count({ where: { runId, status: 'sent' } })).toBe(1);
	await db.modelCall.updateMany({ where: { runId }, data: { sentAt: new Date(Date.now() - 20_000) } });
	const nobody = '0190a1b2-0000-7000-8000-000000000000';
	await db.run.update({ where: { id: runId }, data: { leaseOwner: nobody } });
	await reconcileRuns(capped);
	const [usage] = await db.installationUsage.findMany({ where: { costMicros: { gt: 0 } } });
	const { costMicros } = await db.modelCall.findFirstOrThrow({ where: { runId } });
	expect(usage).toMatchObject({ reservedMicros: 0n, costMicros });
});
