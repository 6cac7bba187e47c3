import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import { expect, test } from 'vitest';
import type { MemberActor } from '#server/domain/access/actor.ts';
import { createTestApp, callerOf, sessionOf } from '../../../../tests/support/app.ts';
import { cloneDatabase } from '../../../../tests/support/database.ts';
import { makeMember, makeWorkspace } from '../../../../tests/support/factories.ts';
import type { Context } from './context.ts';
import { serveRest } from './rest.ts';
import { appRouter } from './router.ts';

const database = await cloneDatabase();
/** Twelve a minute and person, sixty a workspace, two streams a session. */
const app = createTestApp(database, { env: { RATE_LIMITS: '0.1' } });

async function contextOf(actor: MemberActor, request: Request): Promise<Context> {
	return {
		app,
		session: await sessionOf(database, actor),
		sessionToken: null,
		setSession: () => undefined,
		device: { token: null, remember: () => undefined },
		requestId: 'test',
		clientAddress: '192.0.2.1',
		userAgent: 'vitest',
		idempotencyKey: null,
		answer: { headers: new Headers() },
		...(request.headers.has('x-session') && { sessionToken: request.headers.get('x-session') })
	};
}

const json = { 'content-type': 'application/json' };

/** A write over REST: what it answers, and what its headers say of the limit. */
async function write(actor: MemberActor, body: object = { name: 'Northwind' }) {
	const request = new Request('http://localhost/api/workspace', {
		method: 'PATCH',
		headers: json,
		body: JSON.stringify(body)
	});
	return told(await serveRest(request, await contextOf(actor, request)));
}

async function writeOverTrpc(actor: MemberActor) {
	const request = new Request('http://localhost/api/trpc/workspace.edit', {
		method: 'POST',
		headers: json,
		body: JSON.stringify({ name: 'Northwind' })
	});
	return told(await overTrpc(actor, request));
}

async function overTrpc(actor: MemberActor, req: Request): Promise<Response> {
	const context = await contextOf(actor, req);
	return fetchRequestHandler({
		endpoint: '/api/trpc',
		req,
		router: appRouter,
		createContext: () => context,
		responseMeta: () => context.answer
	});
}

async function told(response: Response) {
	const { headers, status } = response;
	const number = (name: string) => (headers.has(name) ? Number(headers.get(name)) : null);
	return {
		status,
		limit: number('ratelimit-limit'),
		remaining: number('ratelimit-remaining'),
		reset: number('ratelimit-reset'),
		retryAfter: number('retry-after'),
		body: await response.text()
	};
}

async function writes(count: number, one: () => Promise<unknown>): Promise<void> {
	for (let done = 0; done < count; done++) await one();
}

test('every write says what is left, refused ones count, and past the limit there is a sentence', async () => {
	const { actor } = await makeWorkspace(database.db);
	expect(await write(actor)).toMatchObject({ status: 200, limit: 12, remaining: 11, retryAfter: null });
	expect(await write(actor, { name: '' })).toMatchObject({ status: 400, remaining: 10 });
	await writes(10, () => write(actor));
	const refused = await write(actor);
	expect(refused).toMatchObject({ status: 429, limit: 12, remaining: 0 });
	expect(refused.body).toMatch(
		/"rate_limited".*That is too much in one minute\. Please go on in \d+ seconds\./
	);
	expect(refused.retryAfter).toBe(refused.reset);
	expect(refused.reset).toBeGreaterThan(0);
	expect(refused.reset).toBeLessThanOrEqual(60);
});

test('over tRPC it is the same count, told the same way', async () => {
	const { actor } = await makeWorkspace(database.db);
	await write(actor);
	expect(await writeOverTrpc(actor)).toMatchObject({ status: 200, limit: 12, remaining: 10 });
	await writes(10, () => write(actor));
	const refused = await writeOverTrpc(actor);
	expect(refused).toMatchObject({ status: 429, remaining: 0, retryAfter: refused.reset });
	expect(refused.body).toContain('That is too much in one minute.');
});

test('many at once are counted one by one', async () => {
	const { actor } = await makeWorkspace(database.db);
	const answers = await Promise.all(Array.from({ length: 20 }, () => write(actor)));
	expect(answers.filter(({ status }) => status === 200)).toHaveLength(12);
});

test('reading is not counted, and a minute later it begins anew', async () => {
	const { actor } = await makeWorkspace(database.db);
	await writes(13, () => write(actor));
	const request = new Request('http://localhost/api/usage');
	const read = await told(await serveRest(request, await contextOf(actor, request)));
	expect(read).toMatchObject({ status: 200, limit: null });
	await database.db.$executeRaw`update rate_limits set expire = now() where key like 'write:%'`;
	expect(await write(actor)).toMatchObject({ status: 200, remaining: 11 });
});

test('a workspace has a limit of its own, and what one person is refused is not held against the others', async () => {
	const { actor, workspace } = await makeWorkspace(database.db);
	await writes(70, () => write(actor));
	for (let more = 0; more < 4; more++) {
		const colleague = await makeMember(database.db, workspace.id, 'owner');
		await writes(12, () => write(colleague.actor));
	}
	const last = await makeMember(database.db, workspace.id, 'owner');
	expect(await write(last.actor)).toMatchObject({ status: 429, limit: 60, remaining: 0 });
});

/** Opens a live stream; answers its status and how to leave. */
async function stream(actor: MemberActor, session: string) {
	const gone = new AbortController();
	const request = new Request('http://localhost/api/trpc/events.live', {
		headers: { 'x-session': session },
		signal: gone.signal
	});
	const response = await overTrpc(actor, request);
	return { response, leave: () => gone.abort() };
}

test('a session has only so many live streams, and one that is closed makes room', async () => {
	const { actor } = await makeWorkspace(database.db);
	const [first] = [await stream(actor, 'one'), await stream(actor, 'one')];
	const refused = await stream(actor, 'one');
	expect(refused.response.status).toBe(429);
	expect(refused.response.headers.get('retry-after')).toBe('30');
	expect(await refused.response.text()).toContain('Pages stay live in 2 tabs at a time');
	first.leave();
	expect((await stream(actor, 'one')).response.status).toBe(200);
	expect((await stream(actor, 'one')).response.status).toBe(429);
});

test('so has a person, whatever the session', async () => {
	const { actor } = await makeWorkspace(database.db);
	for (const session of ['a', 'b', 'c', 'd'])
		expect((await stream(actor, session)).response.status).toBe(200);
	expect((await stream(actor, 'e')).response.status).toBe(429);
});

test('a stream that ends by itself gives its place back, and so does one that nobody ever reads', async () => {
	const { actor, workspace } = await makeWorkspace(database.db);
	for (let round = 0; round < 6; round++) {
		const stop = new AbortController();
		const api = await callerOf(app, actor, {}, stop.signal);
		await api.events.live({ lastEventId: '1' });
		stop.abort();
	}
	await database.db.event.create({ data: { workspaceId: workspace.id, kind: 'workspace.changed' } });
	for (let round = 0; round < 6; round++) {
		const api = await callerOf(app, actor);
		const live = (await api.events.live({ lastEventId: '0' })) as unknown as AsyncGenerator<unknown>;
		await live.next();
		await live.return(undefined);
	}
});
