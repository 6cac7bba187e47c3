import { describe, expect, test } from 'vitest';
import { openWorkerFixture, type Tenant } from '../../../../../tests/support/worker-fixture.ts';
import { getAgent } from '../agent/get-agent.ts';
import { createTask } from '../task/create-task.ts';
import { decideTask } from '../task/decide-task.ts';
import { addMemory, mostMemories } from './add-memory.ts';
import { editMemory } from './change-memory.ts';
import { listMemories } from './list-memories.ts';
import { removeMemory } from './change-memory.ts';

const { app, db, peer, newTenant, work } = await openWorkerFixture();

async function rejected({ owner, agentId }: Tenant) {
	const input = { agentId, title: 'A letter', instructions: 'Please.', type: 'work' as const };
	const id = await createTask(app, owner, input, null);
	await work();
	await decideTask(app, owner, { id, decision: 'reject', feedback: 'Never mention the price.' });
	return db.review.findFirstOrThrow({ where: { taskId: id } });
}

async function promptOf({ owner, agentId }: Tenant, title: string): Promise<string> {
	await createTask(app, owner, { agentId, title, instructions: 'Please.', type: 'work' }, null);
	await work();
	const request = peer.requests.findLast((each) => each.title === title);
	return request?.body.messages?.map(({ content }) => content).join('\n') ?? '';
}

describe('a memory', () => {
	test('from a lesson keeps its review, shows with the agent, and is in the next prompt', async () => {
		const tenant = await newTenant();
		const review = await rejected(tenant);
		const text = 'Never mention\n the price.';
		const added = await addMemory(app, tenant.owner, { agentId: tenant.agentId, text, reviewId: review.id });
		expect(added).toMatchObject({
			text: 'Never mention the price.',
			source: 'lesson',
			enabled: true,
			review: {
				id: review.id,
				taskId: review.taskId,
				taskTitle: 'A letter',
				by: 'Dana Reyes',
				decision: 'reject'
			}
		});
		const { memories } = await getAgent(app, tenant.owner, tenant.agentId);
		expect(memories).toEqual([added]);
		expect(await promptOf(tenant, 'After the lesson')).toContain('- Never mention the price.');

		await editMemory(app, tenant.owner, { id: added.id, text: 'Prices only when asked.' });
		expect(await promptOf(tenant, 'After the edit')).toContain('- Prices only when asked.');
		await editMemory(app, tenant.owner, { id: added.id, enabled: false });
		expect(await promptOf(tenant, 'Switched off')).not.toContain('Prices only');
	});

	test('typed in twice is kept once, and gone when it is removed', async () => {
		const { owner, agentId, member } = await newTenant();
		const reviewer = await member('reviewer');
		const input = { agentId, text: 'We close at noon on Fridays.' };
		const first = await addMemory(app, reviewer, input);
		expect(first).toMatchObject({ source: 'person', review: null });
		expect((await addMemory(app, owner, input)).id).toBe(first.id);
		await removeMemory(app, reviewer, first.id);
		expect(await listMemories(app, owner, agentId)).toEqual([]);
		await expect(removeMemory(app, reviewer, first.id)).rejects.toMatchObject({ code: 'not_found' });
	});

	test('is not for members without a say, and never for the review of another agent', async () => {
		const [tenant, other] = [await newTenant(), await newTenant()];
		const input = { agentId: tenant.agentId, text: 'Be brief.' };
		const member = await tenant.member('member');
		await expect(addMemory(app, member, input)).rejects.toMatchObject({ code: 'forbidden' });
		const review = await rejected(other);
		await expect(addMemory(app, tenant.owner, { ...input, reviewId: review.id })).rejects.toMatchObject({
			code: 'not_found'
		});
	});

	test('has an end, also when many are added at once', async () => {
		const { owner, agentId } = await newTenant();
		const data = Array.from({ length: mostMemories - 1 }, (_, nth) => ({
			workspaceId: owner.workspaceId,
			agentId,
			source: 'person',
			text: `Fact ${nth}`
		}));
		await db.memory.createMany({ data });
		const tries = await Promise.allSettled(
			['a', 'b', 'c'].map((text) => addMemory(app, owner, { agentId, text: `Last ${text}` }))
		);
		expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
		expect(await listMemories(app, owner, agentId)).toHaveLength(mostMemories);
	});
});
