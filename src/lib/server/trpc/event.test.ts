import { expect, test } from 'vitest';
import type { LiveEvent } from '#lib/schemas/event.ts';
import { createTask } from '#server/domain/task/create-task.ts';
import { callerOf, createTestApp } from '../../../../tests/app.ts';
import { cloneDatabase } from '../../../../tests/database.ts';
import { makeAgent, makeWorkspace } from '../../../../tests/factories.ts';

const database = await cloneDatabase();
const app = createTestApp(database, { listen: true });

async function tenant() {
	const { workspace, user } = await makeWorkspace(database.db);
	const agent = await makeAgent(database.db, workspace.id);
	const actor = { userId: user.id, workspaceId: workspace.id, role: 'owner' as const };
	const newTask = () =>
		createTask(
			app,
			actor,
			{ agentId: agent.id, title: 'A letter', instructions: 'Please.', type: 'work' },
			null
		);
	return { actor, newTask };
}

/** Listens in the background and gathers what comes. */
async function listen(actor: { userId: string; workspaceId: string }, lastEventId?: string) {
	const stop = new AbortController();
	const api = await callerOf(app, actor, {}, stop.signal);
	const heard: LiveEvent[] = [];
	// At run time a tracked value is a tuple of id and data, which the caller's type does not say.
	const stream = (await api.events.live({ lastEventId })) as unknown as AsyncIterable<[string, LiveEvent]>;
	const done = (async () => {
		for await (const [, event] of stream) heard.push(event);
	})().catch(() => undefined);
	return { heard, stop: () => (stop.abort(), done) };
}

test('a page hears of its own workspace’s tasks and of nobody else’s', async () => {
	const [mine, theirs] = [await tenant(), await tenant()];
	const last = await (await callerOf(app, mine.actor)).events.latest();
	const { heard, stop } = await listen(mine.actor, last);
	await theirs.newTask();
	const id = await mine.newTask();
	await expect.poll(() => heard.map(({ taskId }) => taskId)).toContain(id);
	expect(heard.every(({ taskId }) => taskId === id)).toBe(true);
	await stop();
});

test('a stream that comes back hears what it missed', async () => {
	const { actor, newTask } = await tenant();
	const first = await newTask();
	const last = await (await callerOf(app, actor)).events.latest();
	const missed = [await newTask(), await newTask()];
	const { heard, stop } = await listen(actor, last);
	await expect.poll(() => heard.map(({ taskId }) => taskId)).toEqual(expect.arrayContaining(missed));
	expect(heard.some(({ id }) => id === last)).toBe(false);
	void first;
	await stop();
});

test('when the listening connection is cut, events in the gap still arrive', async () => {
	const { actor, newTask } = await tenant();
	const last = await (await callerOf(app, actor)).events.latest();
	const { heard, stop } = await listen(actor, last);
	const before = await newTask();
	await expect.poll(() => heard.map(({ taskId }) => taskId)).toContain(before);
	await database.db.$executeRaw`
		select pg_terminate_backend(pid) from pg_stat_activity
		where application_name = 'agentforce-events' and datname = current_database()`;
	const during = await newTask();
	await expect.poll(() => heard.map(({ taskId }) => taskId), { timeout: 10_000 }).toContain(during);
	await stop();
});
