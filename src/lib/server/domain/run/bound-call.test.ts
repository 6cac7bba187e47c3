import { expect, test } from 'vitest';
import { openWorkerFixture, type Tenant } from '../../../../../tests/support/worker-fixture.ts';
import type { Model } from '#server/ports/model.ts';
import { getUsage } from '../billing/get-usage.ts';
import { createTask } from '../task/create-task.ts';
import { executeRun } from '../task/execute-run.ts';
import { getTask } from '../task/get-task.ts';

const { app: known, db, peer, newTenant, claim } = await openWorkerFixture();

/** The same model behind a name that no list has: counted at the dearest price there is. */
const complete: Model['complete'] = async (request, signal) => ({
	...(await known.model.complete(request, signal)),
	model: 'house-blend'
});
const app = { ...known, model: { ...known.model, name: 'house-blend', price: null, complete } };

async function newTask({ owner, agentId }: Tenant, instructions = 'Please.', title = 'A letter') {
	const id = await createTask(app, owner, { agentId, title, instructions, type: 'work' }, null);
	const run = await db.run.findFirstOrThrow({ where: { taskId: id } });
	const work = async () => executeRun(app, await claim(run.id));
	return { id, work, read: () => getTask(app, owner, id), calls: () => callsOf(run.id) };
}

const callsOf = (runId: string) => db.modelCall.findMany({ where: { runId }, orderBy: { id: 'asc' } });
const allowed = (title: string) =>
	peer.requests.filter((request) => request.title === title).map(({ body }) => body.max_completion_tokens);

/** What a call of this workspace holds back just now. */
async function held(tenant: Tenant, name: string): Promise<number> {
	const task = await newTask(tenant, `peer:held:${name}`, name);
	const done = task.work();
	await expect.poll(() => peer.countFor(name)).toBe(1);
	const { reservedMicros } = await getUsage(app, tenant.owner);
	peer.letGo(name);
	await done;
	return reservedMicros;
}

test('a call holds back what such calls have needed, and is asked for no longer an answer than that', async () => {
	const tenant = await newTenant();
	const first = await held(tenant, 'first');
	const second = await held(tenant, 'second');
	expect(allowed('first')).toEqual([8_000]);
	expect(allowed('second')).toEqual([2_000]);
	expect(first).toBeLessThan(1_800_000);
	expect(second).toBeLessThan(700_000);
	const calls = await db.modelCall.findMany({ where: { workspaceId: tenant.owner.workspaceId } });
	expect(calls.map(({ priceKnown }) => priceKnown)).toEqual([false, false]);
	expect((await getUsage(app, tenant.owner)).priceKnown).toBe(false);
});

test('an answer that was longer than all before is asked for again with all the room there is, and none is lost', async () => {
	const tenant = await newTenant();
	await held(tenant, 'usual');
	const task = await newTask(tenant, 'peer:writes:9000', 'Long');
	await task.work();
	expect(await task.read()).toMatchObject({ status: 'queued', runs: [{ attempt: 0, waitReason: 'retry' }] });
	await task.work();
	expect((await task.read()).status).toBe('needs_review');
	expect(allowed('Long')).toEqual([2_000, 16_000]);
	expect(await task.calls()).toMatchObject([
		{ status: 'failed', errorCode: 'model_cut_off', outputTokens: 2_000 },
		{ status: 'answered', outputTokens: 9_000 }
	]);
});

test('one that does not fit in all there is fails, and is not bought again', async () => {
	const tenant = await newTenant();
	const task = await newTask(tenant, 'peer:writes:20000', 'Endless');
	await task.work();
	await task.work();
	expect(await task.read()).toMatchObject({ status: 'failed', error: { code: 'model_cut_off' } });
	expect(allowed('Endless')).toEqual([8_000, 16_000]);
});

test('nothing that was spent was more than what had been held back for it', async () => {
	const tenant = await newTenant();
	for (const tokens of [300, 2_500, 7_999]) {
		const task = await newTask(tenant, `peer:writes:${tokens}`);
		await task.work();
		await task.work().catch(() => undefined);
	}
	const { workspaceId } = tenant.owner;
	await db.$executeRaw`update workspaces set spend_cap_micros = 4000000 where id = ${workspaceId}::uuid`;
	for (let more = 0; more < 12; more++) {
		const task = await newTask(tenant, 'peer:writes:7000');
		await task.work();
		await task.work().catch(() => undefined);
	}
	const { spendMicros, spendCapMicros } = await getUsage(app, tenant.owner);
	expect(spendMicros).toBeGreaterThan(2_000_000);
	expect(spendMicros).toBeLessThanOrEqual(spendCapMicros);
});

test('four lost answers leave a free workspace most of its month', async () => {
	const tenant = await newTenant();
	for (const name of ['one', 'two']) {
		const task = await newTask(tenant, 'peer:reset', name);
		for (let attempt = 0; attempt < 2; attempt++) {
			await db.run.updateMany({ where: { taskId: task.id }, data: { runAfter: new Date() } });
			await task.work();
		}
		expect((await task.calls()).map(({ status }) => status)).toEqual(['possibly_billed', 'possibly_billed']);
	}
	const { spendMicros, spendCapMicros, reservedMicros } = await getUsage(app, tenant.owner);
	expect(reservedMicros).toBe(0);
	expect(spendMicros).toBeGreaterThan(0);
	expect(spendMicros).toBeLessThan(spendCapMicros * 0.3);
});

test('a model that costs little is never cut short', async () => {
	const { owner, agentId } = await newTenant();
	const input = { agentId, title: 'Cheap', instructions: 'Please.', type: 'work' as const };
	const id = await createTask(known, owner, input, null);
	const run = await db.run.findFirstOrThrow({ where: { taskId: id } });
	await executeRun(known, await claim(run.id));
	expect(allowed('Cheap')).toEqual([16_000]);
});
