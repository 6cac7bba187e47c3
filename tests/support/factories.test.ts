import { expect, test } from 'vitest';
import { cloneDatabase } from './database.ts';
import { makeAgent, makeTask, makeWorkspace } from './factories.ts';

const { db } = await cloneDatabase();

test('a task can be made from nothing, in one workspace from end to end', async () => {
	const { workspace } = await makeWorkspace(db, { name: 'Harbour Bakery' });
	const agent = await makeAgent(db, workspace.id, { name: 'Mara' });
	const { task, run } = await makeTask(db, agent, { title: 'Answer the guild' });
	expect(task).toMatchObject({ title: 'Answer the guild', status: 'queued', workspaceId: workspace.id });
	expect(run).toMatchObject({ number: 1, status: 'queued', workspaceId: workspace.id });
});

test('the database refuses a task that points at another workspace’s agent', async () => {
	const { workspace: ours } = await makeWorkspace(db);
	const { workspace: theirs } = await makeWorkspace(db);
	const agent = await makeAgent(db, theirs.id);
	await expect(makeTask(db, { id: agent.id, workspaceId: ours.id })).rejects.toThrow(/foreign key/i);
});
