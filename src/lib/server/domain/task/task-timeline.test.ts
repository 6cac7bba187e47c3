import { expect, test } from 'vitest';
import { openWorkerFixture } from '../../../../../tests/support/worker-fixture.ts';
import { makeProposals } from '../../../../../tests/support/proposals.ts';
import { taskTimeline } from './get-task.ts';

const { db, newTenant } = await openWorkerFixture();

test('of a very long story the end is told, in order', async () => {
	const { owner, agentId } = await newTenant();
	const { workspaceId } = owner;
	const { task } = await makeProposals(db, { id: agentId, workspaceId }, [{}]);
	await db.$executeRaw`
		insert into events (workspace_id, kind, task_id, agent_id, data)
		select ${workspaceId}::uuid, 'action.waiting', ${task.id}::uuid, ${agentId}::uuid,
			jsonb_build_object('title', 'Mail ' || n, 'message', 'Later.')
		from generate_series(1, 700) n order by n`;
	const timeline = await taskTimeline(db, workspaceId, task.id);
	expect(timeline).toHaveLength(500);
	expect(JSON.stringify(timeline[0])).toContain('Mail 201');
	expect(JSON.stringify(timeline.at(-1))).toContain('Mail 700');
});
