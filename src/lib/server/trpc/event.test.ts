import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer, Socket, type AddressInfo } from 'node:net';
import { getRequest, setResponse } from '@sveltejs/kit/node';
import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { afterAll, expect, test } from 'vitest';
import type { LiveEvent } from '#lib/schemas/event.ts';
import type { App } from '#server/app.ts';
import { createEventFeed } from '#server/db/event-feed.ts';
import type { MemberActor } from '#server/domain/access/actor.ts';
import { createLog } from '#server/log.ts';
import { createTask } from '#server/domain/task/create-task.ts';
import { callerOf, createTestApp, sessionOf } from '../../../../tests/support/app.ts';
import { cloneDatabase } from '../../../../tests/support/database.ts';
import { makeAgent, makeWorkspace } from '../../../../tests/support/factories.ts';
import { appRouter } from './router.ts';

const database = await cloneDatabase();
const app = createTestApp(database, { listen: true });

async function tenant() {
	const { workspace, actor } = await makeWorkspace(database.db);
	const agent = await makeAgent(database.db, workspace.id);
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
async function listen(actor: MemberActor, lastEventId?: string) {
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

test('of more than a page can be told one by one, it hears that everything may be old, and then goes on', async () => {
	const { actor, newTask } = await tenant();
	const last = await (await callerOf(app, actor)).events.latest();
	await newTask();
	await database.db.$executeRaw`
		insert into events (workspace_id, kind) select ${actor.workspaceId}::uuid, 'workspace.changed' from generate_series(1, 600)`;
	const newest = await (await callerOf(app, actor)).events.latest();
	const { heard, stop } = await listen(actor, last);
	const gap = { id: newest, kind: 'stream.gap', taskId: null, agentId: null };
	await expect.poll(() => heard).toContainEqual(gap);
	const next = await newTask();
	await expect.poll(() => heard.map(({ taskId }) => taskId)).toContain(next);
	await stop();
});

test('a stream that has heard nothing yet is told of a gap, too', async () => {
	const { actor, newTask } = await tenant();
	const { heard, stop } = await listen(actor);
	await database.db.$executeRaw`
		select pg_terminate_backend(pid) from pg_stat_activity
		where application_name = 'agentforce-events' and datname = current_database()`;
	await newTask();
	await expect.poll(() => heard.map(({ kind }) => kind), { timeout: 10_000 }).toContain('stream.gap');
	await stop();
});

/** The same App, and how many streams are listening on it. */
function counted() {
	let listening = 0;
	const subscribe: App['eventFeed']['subscribe'] = (...given) => {
		const unsubscribe = app.eventFeed.subscribe(...given);
		listening++;
		return () => (listening--, unsubscribe());
	};
	return { app: { ...app, eventFeed: { ...app.eventFeed, subscribe } }, listening: () => listening };
}

/** The API behind real HTTP, as the web serves it. Answers the address of the stream. */
async function serve(on: App, actor: MemberActor, sessionToken: string | null = null): Promise<string> {
	const session = await sessionOf(database, actor);
	const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
		const req = await getRequest({ request: incoming, base: 'http://localhost' });
		const createContext = () => ({
			app: on,
			session,
			sessionToken,
			setSession: () => undefined,
			device: { token: null, remember: () => undefined },
			requestId: 'test',
			clientAddress: '192.0.2.1',
			userAgent: 'vitest',
			idempotencyKey: null,
			answer: { headers: new Headers() }
		});
		const response = fetchRequestHandler({ endpoint: '/api/trpc', req, router: appRouter, createContext });
		await setResponse(outgoing, await response);
	};
	const server = createHttpServer((incoming, outgoing) => void answer(incoming, outgoing));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	afterAll(() => (server.closeAllConnections(), server.close()));
	const input = encodeURIComponent(JSON.stringify({ lastEventId: '1' }));
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/trpc/events.live?input=${input}`;
}

test('nobody listens for pages that went away', async () => {
	const { actor, newTask } = await tenant();
	const { app: on, listening } = counted();
	const url = await serve(on, actor);
	const gone = new AbortController();
	await Promise.all(Array.from({ length: 20 }, () => fetch(url, { signal: gone.signal })));
	await expect.poll(listening).toBe(20);
	await newTask();
	gone.abort();
	await expect.poll(listening).toBe(0);
});

test('nobody listens for a page that goes away while its backlog is being read', async () => {
	const { actor, newTask } = await tenant();
	await newTask();
	const { app: on, listening } = counted();
	const stop = new AbortController();
	const api = await callerOf(on, actor, {}, stop.signal);
	const lastEventId = String(2n ** 59n);
	const stream = (await api.events.live({ lastEventId })) as unknown as AsyncIterable<unknown>;
	const next = stream[Symbol.asyncIterator]().next();
	await expect.poll(listening).toBe(1);
	stop.abort();
	await expect.poll(listening).toBe(0);
	await next;
});

test('who has signed out hears nothing more, and the stream ends', async () => {
	const { actor, newTask } = await tenant();
	const { app: on, listening } = counted();
	const { token } = await app.sessions.create(actor.by.userId, actor.workspaceId);
	const body = (await fetch(await serve(on, actor, token))).text();
	await expect.poll(listening).toBe(1);
	await app.sessions.invalidate(token);
	await expect.poll(async () => (await newTask(), listening()), { interval: 300, timeout: 10_000 }).toBe(0);
	expect(await body).toContain('"unauthenticated"');
});

test('what breaks in a stream is told without our insides', async () => {
	const { actor } = await tenant();
	const away = createTestApp({ ...database, url: 'postgresql://nobody@127.0.0.1:1/none' });
	const text = await (await fetch(await serve(away, actor))).text();
	expect(text).toContain('"unavailable"');
	expect(text).not.toMatch(/prisma|127\.0\.0\.1|invocation/i);
});

test('a listening connection that has silently died is noticed, and the gap is told', async () => {
	const { port } = new URL(database.url);
	let silent = false;
	const proxy = createServer((near) => {
		const far = new Socket().connect(Number(port), '127.0.0.1');
		const heard = silent;
		near.on('data', (data) => (silent && !heard) || far.write(data));
		far.on('data', (data) => (silent && !heard) || near.write(data));
		for (const socket of [near, far]) socket.on('error', () => undefined);
		near.on('close', () => far.destroy());
	});
	await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
	afterAll(() => void proxy.close());
	const through = new URL(database.url);
	through.port = String((proxy.address() as AddressInfo).port);
	const feed = createEventFeed(through.href, createLog({ logLevel: 'silent' }), 1_000);
	let gaps = 0;
	feed.subscribe(
		'anybody',
		() => undefined,
		() => gaps++
	);
	await expect.poll(() => gaps, { timeout: 10_000 }).toBe(1);
	silent = true;
	await expect.poll(() => gaps, { timeout: 10_000 }).toBe(2);
	await feed.close();
});
