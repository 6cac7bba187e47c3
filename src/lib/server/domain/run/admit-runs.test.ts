import { expect, test } from 'vitest';
import { openWorkerFixture } from '../../../../../tests/support/worker-fixture.ts';
import { cancelTask } from '../task/cancel-task.ts';
import { createTask } from '../task/create-task.ts';
import { decideTask } from '../task/decide-task.ts';
import { retryTask } from '../task/retry-task.ts';

const { app, db, newTenant, work } = await openWorkerFixture();

/** Whether a run stands in the queue comes down to half a millisecond; in sixteen goes both halves turn up. */
const goes = Array.from({ length: 16 }, (_, at) => at);

const admitted = (taskId: string) => db.run.findFirst({ where: { taskId, status: 'queued' } });

test('what is sent back gets its job with the decision, whatever the clock says', async () => {
	const { owner, agentId } = await newTenant();
	const input = { agentId, instructions: 'Please write it.', type: 'work' as const };
	for (const go of goes) {
		const id = await createTask(app, owner, { ...input, title: `Letter ${go}` }, null);
		await work();
		await decideTask(app, owner, { id, decision: 'revise', feedback: 'Shorter.' });
		expect(await admitted(id)).toMatchObject({ number: 2, admitted: true });
		await cancelTask(app, owner, id);
	}
});

test('so does what is tried again', async () => {
	const { owner, agentId } = await newTenant();
	const input = { agentId, instructions: 'peer:not-json', type: 'work' as const };
	for (const go of goes) {
		const id = await createTask(app, owner, { ...input, title: `Letter ${go}` }, null);
		await work();
		await retryTask(app, owner, id);
		expect(await admitted(id)).toMatchObject({ number: 2, admitted: true });
		await cancelTask(app, owner, id);
	}
});
