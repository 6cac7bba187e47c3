import { expect, test } from 'vitest';
import { openWorkerFixture } from '../../../../../tests/support/worker-fixture.ts';
import { makeProposals } from '../../../../../tests/support/proposals.ts';
import { decideTask } from '../task/decide-task.ts';
import { getInboxItem } from './get-inbox-item.ts';
import { listInbox } from './list-inbox.ts';

const { app, db, newTenant, work } = await openWorkerFixture();

test('a mail that was sent back says so, and leads to what was made instead', async () => {
	const { owner, agentId } = await newTenant();
	const { task, actions } = await makeProposals(db, { id: agentId, workspaceId: owner.workspaceId }, [{}]);
	const old = actions[0]?.id ?? '';
	await decideTask(app, owner, { id: task.id, decision: 'revise', feedback: 'Shorter.' });
	await work();

	const { item, version } = await getInboxItem(app, owner, { id: old, type: 'action' });
	expect(item).toMatchObject({ sentBack: true, outcome: 'Sent back by Dana Reyes' });
	expect(version).toMatchObject({ number: 1, feedback: null, newer: { type: 'result', id: task.id } });
	const { items } = await listInbox(app, owner, { group: 'decided', limit: 10 });
	expect(items.map(({ outcome }) => outcome)).toEqual(['Sent back by Dana Reyes']);
});

test('a new version carries what was asked for and the text before it; the first one neither', async () => {
	const { owner, agentId } = await newTenant();
	const { task } = await makeProposals(db, { id: agentId, workspaceId: owner.workspaceId }, []);
	const wanted = { id: task.id, type: 'result' } as const;
	const first = await getInboxItem(app, owner, wanted);
	expect(first.version).toEqual({ number: 1, feedback: null, before: null, newer: null });
	await decideTask(app, owner, { id: task.id, decision: 'revise', feedback: 'Shorter.' });
	await work();
	const second = await getInboxItem(app, owner, wanted);
	expect(second.version).toEqual({ number: 2, feedback: 'Shorter.', before: 'Dear Priya', newer: null });
	expect(second.item.runId).not.toBe(first.item.runId);
});

test('what a person has rejected was not sent back', async () => {
	const { owner, agentId } = await newTenant();
	const { task, actions } = await makeProposals(db, { id: agentId, workspaceId: owner.workspaceId }, [{}]);
	await decideTask(app, owner, { id: task.id, decision: 'reject', feedback: 'No.' });
	const { item } = await getInboxItem(app, owner, { id: actions[0]?.id ?? '', type: 'action' });
	expect(item).toMatchObject({ sentBack: false, outcome: 'Rejected by Dana Reyes' });
});
