import { describe, expect, test } from 'vitest';
import { openWorkerFixture, type Tenant } from '../../../../../tests/support/worker-fixture.ts';
import { makeProposals, type Proposal } from '../../../../../tests/support/proposals.ts';
import { decideTask } from '../task/decide-task.ts';
import { countInbox } from './count-inbox.ts';
import { getInboxItem } from './get-inbox-item.ts';
import { listInbox } from './list-inbox.ts';
import { snoozeItem } from './snooze-item.ts';

const { app, db, newTenant } = await openWorkerFixture();
const hours = (count: number) => new Date(Date.now() + count * 3_600_000);

async function propose({ owner, agentId }: Tenant, proposals: Proposal[], task: object = {}) {
	const made = await makeProposals(db, { id: agentId, workspaceId: owner.workspaceId }, proposals, task);
	return { ...made, id: made.actions[0]?.id ?? made.task.id };
}

async function spend(runId: string, workspaceId: string, calls: object[]) {
	const step = await db.step.create({
		data: { workspaceId, runId, key: 'draft', kind: 'model_call', status: 'succeeded', leaseEpoch: 1 }
	});
	for (const [at, call] of calls.entries()) {
		const data = { workspaceId, runId, stepId: step.id, attempt: at + 1, model: 'gpt-5-mini', ...call };
		await db.modelCall.create({ data });
	}
}

describe('one item', () => {
	test('shows what the agent drew on and remembered when it began, and how the connection is', async () => {
		const tenant = await newTenant();
		const { workspaceId } = tenant.owner;
		await db.workspace.update({ where: { id: workspaceId }, data: { about: 'We build chairs.' } });
		const memory = { workspaceId, agentId: tenant.agentId, source: 'person' };
		await db.memory.create({ data: { ...memory, text: 'Sign with Dana.', createdAt: hours(-1) } });
		await db.memory.create({
			data: { ...memory, text: 'Switched off.', createdAt: hours(-1), enabled: false }
		});
		const { id, run, task } = await propose(tenant, [{}], { material: 'From: priya' });
		await db.memory.create({ data: { ...memory, text: 'Learnt since.', createdAt: hours(1) } });
		await db.run.update({ where: { id: run.id }, data: { feedback: 'Shorter.' } });

		const detail = await getInboxItem(app, tenant.owner, { id, type: 'action' });
		expect(detail).toMatchObject({
			item: { id, group: 'waiting' },
			action: { id, status: 'proposed', preview: { shape: 'mail' } },
			task: { id: task.id, result: null },
			siblings: [{ id, status: 'proposed', row: null }],
			remembered: ['Sign with Dana.'],
			connection: { status: 'none', email: null }
		});
		expect(detail.drawnFrom.map(({ label, text }) => [label, text])).toEqual([
			['The task', task.instructions],
			['What you asked to change', 'Shorter.'],
			['Material from outside', 'From: priya'],
			['About Northwind Chairs', 'We build chairs.']
		]);

		const account = { workspaceId, vendor: 'google', accountId: '1', accountEmail: 'dana@northwind.example' };
		await db.integration.create({ data: { ...account, status: 'needs_reauth' } });
		const { connection } = await getInboxItem(app, tenant.owner, { id, type: 'action' });
		expect(connection).toEqual({ status: 'needs_reauth', email: 'dana@northwind.example' });
	});

	test('sums what the run cost, and says when that is a lower bound', async () => {
		const tenant = await newTenant();
		const { id, run } = await propose(tenant, [{}]);
		const { workspaceId } = tenant.owner;
		const paid = { status: 'answered', inputTokens: 900, outputTokens: 100, costMicros: 400 };
		await spend(run.id, workspaceId, [paid]);
		const known = await getInboxItem(app, tenant.owner, { id, type: 'action' });
		expect(known.cost).toMatchObject({ micros: 400, known: true, tokens: 1_000 });
		expect(known.cost.millis).toBeGreaterThanOrEqual(0);

		const other = await propose(tenant, [{}]);
		await spend(other.run.id, workspaceId, [paid, { status: 'possibly_billed', costMicros: 50 }]);
		const { cost } = await getInboxItem(app, tenant.owner, { id: other.id, type: 'action' });
		expect(cost).toMatchObject({ micros: 450, known: false, tokens: 1_000 });
	});

	test('is a result where nothing is proposed', async () => {
		const tenant = await newTenant();
		const { id } = await propose(tenant, []);
		const detail = await getInboxItem(app, tenant.owner, { id, type: 'result' });
		expect(detail).toMatchObject({
			item: { type: 'result', snippet: 'I have written to Priya.', hash: null },
			action: null,
			connection: null,
			task: { result: { deliverable: 'Dear Priya' } }
		});
	});

	test('of another workspace is answered like an unknown one', async () => {
		const [mine, theirs] = [await newTenant(), await newTenant()];
		const action = { id: (await propose(theirs, [{}])).id, type: 'action' } as const;
		const result = { id: (await propose(theirs, [])).id, type: 'result' } as const;
		for (const wanted of [action, result]) {
			await expect(getInboxItem(app, mine.owner, wanted)).rejects.toMatchObject({ code: 'not_found' });
			const until = hours(1).toISOString();
			await expect(snoozeItem(app, mine.owner, { ...wanted, until })).rejects.toMatchObject({
				code: 'not_found'
			});
		}
	});
});

describe('snoozing', () => {
	test.each(['action', 'result'] as const)(
		'an %s takes it out until then, and null brings it back',
		async (type) => {
			const tenant = await newTenant();
			const { owner } = tenant;
			const { id, task } = await propose(tenant, type === 'action' ? [{}] : []);
			const until = hours(4).toISOString();
			expect(await snoozeItem(app, owner, { id, type, until })).toMatchObject({
				group: 'snoozed',
				snoozedUntil: until
			});
			expect(await countInbox(app, owner)).toMatchObject({ open: 0, snoozed: 1 });
			expect(await db.event.findMany({ where: { taskId: task.id } })).toMatchObject([
				{ kind: 'action.snoozed', actorId: owner.by.userId, data: { until } }
			]);
			expect(await snoozeItem(app, owner, { id, type, until: null })).toMatchObject({ group: 'waiting' });
			expect(await countInbox(app, owner)).toMatchObject({ open: 1, snoozed: 0 });
		}
	);

	test('nobody has to wake it: it is back once the time is past', async () => {
		const tenant = await newTenant();
		const { id } = await propose(tenant, [{}]);
		await snoozeItem(app, tenant.owner, { id, type: 'action', until: hours(1).toISOString() });
		await db.$executeRaw`update actions set snoozed_until = now() - interval '1 second' where id = ${id}::uuid`;
		const { items } = await listInbox(app, tenant.owner, { group: 'waiting', limit: 25 });
		expect(items.map((item) => item.id)).toEqual([id]);
	});

	test('it does not expire before somebody had a day after it came back', async () => {
		const tenant = await newTenant();
		const { id } = await propose(tenant, [{ expiresAt: hours(2) }]);
		const { expiresAt } = await snoozeItem(app, tenant.owner, {
			id,
			type: 'action',
			until: hours(48).toISOString()
		});
		expect(Date.parse(expiresAt ?? '')).toBeGreaterThan(Number(hours(71)));
	});

	test('a decision ends it', async () => {
		const tenant = await newTenant();
		const { id } = await propose(tenant, []);
		await snoozeItem(app, tenant.owner, { id, type: 'result', until: hours(4).toISOString() });
		await decideTask(app, tenant.owner, { id, decision: 'approve' });
		expect((await db.task.findUniqueOrThrow({ where: { id } })).snoozedUntil).toBeNull();
		const again = snoozeItem(app, tenant.owner, { id, type: 'result', until: hours(4).toISOString() });
		await expect(again).rejects.toMatchObject({ code: 'already_decided' });
	});

	test('not into the past, not for ever, and not by everybody', async () => {
		const tenant = await newTenant();
		const { id } = await propose(tenant, [{}]);
		const snooze = (until: Date) =>
			snoozeItem(app, tenant.owner, { id, type: 'action', until: until.toISOString() });
		await expect(snooze(hours(-1))).rejects.toMatchObject({ code: 'invalid_input' });
		await expect(snooze(hours(24 * 61))).rejects.toMatchObject({ code: 'invalid_input' });
		const byMember = snoozeItem(app, await tenant.member('member'), {
			id,
			type: 'action',
			until: hours(1).toISOString()
		});
		await expect(byMember).rejects.toMatchObject({ code: 'forbidden' });
	});
});
