import { describe, expect, test } from 'vitest';
import type { Decision, TaskDetail } from '#lib/schemas/task.ts';
import { openWorkerFixture, type Tenant } from '../../../../../tests/support/worker-fixture.ts';
import type { Actor } from '../access/actor.ts';
import { contentHash } from '../ledger/canonical-json.ts';
import { createTask } from './create-task.ts';
import { decideTask } from './decide-task.ts';
import { getTask } from './get-task.ts';

const { app, db, peer, newTenant, work } = await openWorkerFixture();

async function reviewable(tenant: Tenant, instructions = 'Please write it.'): Promise<TaskDetail> {
	const { owner, agentId } = tenant;
	const id = await createTask(app, owner, { agentId, title: 'A letter', instructions, type: 'work' }, null);
	await work();
	return getTask(app, owner, id);
}

function decide(
	actor: Actor,
	id: string,
	decision: Decision,
	more: { feedback?: string; runId?: string } = {}
) {
	return decideTask(app, actor, { id, decision, ...more });
}

describe('approving', () => {
	test('completes a task without actions and records who, when and on what content', async () => {
		const tenant = await newTenant();
		const task = await reviewable(tenant);
		await decide(tenant.owner, task.id, 'approve');

		expect(await getTask(app, tenant.owner, task.id)).toMatchObject({
			status: 'completed',
			decision: { decision: 'approve', by: 'Dana Reyes' }
		});
		const review = await db.review.findFirstOrThrow({ where: { taskId: task.id } });
		const run = await db.run.findFirstOrThrow({ where: { taskId: task.id } });
		expect(review).toMatchObject({ reviewerId: tenant.owner.by.userId, runId: run.id });
		expect(review.contentHash).toBe(contentHash({ result: run.result, actions: [] }));
	});

	test('keeps a task with actions approved until they have been carried out', async () => {
		const tenant = await newTenant();
		const task = await reviewable(
			tenant,
			'Write to fischer@harbour.example, please.\npeer:draft-email:fischer@harbour.example'
		);
		await decide(tenant.owner, task.id, 'approve');
		const approved = await getTask(app, tenant.owner, task.id);
		expect(approved.status).toBe('approved');
		expect(approved.actions).toMatchObject([{ status: 'approved' }]);
	});

	test('100 decisions at once give one transition and one review', async () => {
		const tenant = await newTenant();
		const task = await reviewable(tenant);
		const decisions: Decision[] = ['approve', 'reject', 'revise'];
		const tries = await Promise.allSettled(
			Array.from({ length: 100 }, (_, at) =>
				decide(tenant.owner, task.id, decisions[at % 3] ?? 'approve', { feedback: 'Because.' })
			)
		);
		expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		const decided = await db.event.count({
			where: {
				taskId: task.id,
				kind: { in: ['task.approved', 'task.rejected', 'task.sent_back', 'task.cancelled'] }
			}
		});
		expect(decided).toBe(1);
	});

	test('too late is told who was first', async () => {
		const tenant = await newTenant();
		const task = await reviewable(tenant);
		await decide(tenant.owner, task.id, 'approve');
		const late = decide(await tenant.member('reviewer'), task.id, 'reject', { feedback: 'No.' });
		await expect(late).rejects.toMatchObject({
			code: 'already_decided',
			message: 'Already approved by Dana Reyes.'
		});
	});

	test('what was read before a newer version came is refused', async () => {
		const tenant = await newTenant();
		const first = await reviewable(tenant);
		await decide(tenant.owner, first.id, 'revise', { feedback: 'Shorter.' });
		await work();
		const stale = decide(tenant.owner, first.id, 'approve', { runId: first.runId ?? '' });
		await expect(stale).rejects.toMatchObject({ code: 'already_decided' });
		expect((await getTask(app, tenant.owner, first.id)).status).toBe('needs_review');
	});

	test('needs the role for it', async () => {
		const tenant = await newTenant();
		const task = await reviewable(tenant);
		const refused = decide(await tenant.member('member'), task.id, 'approve');
		await expect(refused).rejects.toMatchObject({ code: 'forbidden' });
	});
});

describe('sending back', () => {
	test('starts a new run that is told the feedback and the earlier result', async () => {
		const tenant = await newTenant();
		const first = await reviewable(tenant, 'Write. peer:draft-email:fischer@harbour.example');
		await decide(tenant.owner, first.id, 'revise', { feedback: 'Mention the free delivery.' });
		expect((await getTask(app, tenant.owner, first.id)).status).toBe('queued');

		await work();
		const second = await getTask(app, tenant.owner, first.id);
		expect(second).toMatchObject({
			status: 'needs_review',
			runs: [{ number: 1 }, { number: 2, cause: 'sent_back', feedback: 'Mention the free delivery.' }]
		});
		expect(second.runId).not.toBe(first.runId);
		const prompt = JSON.stringify(peer.requests.at(-1)?.body);
		expect(prompt).toContain('Mention the free delivery.');
		expect(prompt).toContain(first.result?.summary);
	});

	test('gives up what the earlier run proposed', async () => {
		const tenant = await newTenant();
		const first = await reviewable(tenant, 'peer:draft-email:fischer@harbour.example');
		await decide(tenant.owner, first.id, 'revise', { feedback: 'Shorter.' });
		const [action] = await db.action.findMany({ where: { taskId: first.id } });
		expect(action?.status).toBe('rejected');
	});
});

test('rejecting ends the task with the reason', async () => {
	const tenant = await newTenant();
	const task = await reviewable(tenant);
	await decide(tenant.owner, task.id, 'reject', { feedback: 'We do not sell chairs.' });
	const rejected = await getTask(app, tenant.owner, task.id);
	expect(rejected).toMatchObject({ status: 'rejected', decision: { feedback: 'We do not sell chairs.' } });
	expect(rejected.timeline.at(-1)).toMatchObject({ actor: 'Dana Reyes', detail: 'We do not sell chairs.' });
});

describe('cancelling', () => {
	test('ends a queued task for good', async () => {
		const { owner, agentId } = await newTenant();
		const input = { agentId, title: 'A letter', instructions: 'Please.', type: 'work' as const };
		const id = await createTask(app, owner, input, null);
		await decide(owner, id, 'cancel');
		await work();
		expect(await getTask(app, owner, id)).toMatchObject({
			status: 'cancelled',
			runs: [{ status: 'cancelled' }]
		});
	});

	test('while the agent is working drops its result', async () => {
		const { owner, agentId } = await newTenant();
		const input = { agentId, title: 'Slow', instructions: 'peer:held:slow', type: 'work' as const };
		const id = await createTask(app, owner, input, null);
		const working = work();
		await expect.poll(() => peer.countFor('Slow'), { timeout: 10_000 }).toBe(1);
		await decide(owner, id, 'cancel');
		peer.letGo('slow');
		await working;
		expect(await getTask(app, owner, id)).toMatchObject({ status: 'cancelled', result: null });
	});

	test('of what waits for review is for reviewers and for whoever gave it', async () => {
		const tenant = await newTenant();
		const { id } = await reviewable(tenant);
		const [giver, other] = [await tenant.member('member'), await tenant.member('member')];
		await expect(decide(other, id, 'cancel')).rejects.toMatchObject({ code: 'forbidden' });
		await decide(await tenant.member('reviewer'), id, 'cancel');
		const own = await reviewable({ ...tenant, owner: giver });
		await expect(decide(other, own.id, 'cancel')).rejects.toMatchObject({ code: 'forbidden' });
		await decide(giver, own.id, 'cancel');
		expect(await getTask(app, giver, own.id)).toMatchObject({ status: 'cancelled' });
	});

	test('of what is still being worked on is for whoever may give tasks', async () => {
		const { owner, agentId, member } = await newTenant();
		const input = { agentId, title: 'A letter', instructions: 'Please.', type: 'work' as const };
		const id = await createTask(app, owner, input, null);
		await decide(await member('member'), id, 'cancel');
		expect(await getTask(app, owner, id)).toMatchObject({ status: 'cancelled' });
	});
});

test('a foreign task is answered like an unknown one', async () => {
	const [mine, theirs] = [await newTenant(), await newTenant()];
	const task = await reviewable(theirs);
	for (const decision of ['approve', 'cancel'] as const) {
		await expect(decide(mine.owner, task.id, decision)).rejects.toMatchObject({
			code: 'not_found',
			message: 'There is no such task.'
		});
	}
	expect((await getTask(app, theirs.owner, task.id)).status).toBe('needs_review');
});
