import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { SessionToken } from '#server/ports/sessions.ts';
import { openWorkerFixture } from '../../../../tests/support/worker-fixture.ts';
import { openApiDocument, serveRest } from './rest.ts';

const { app, work } = await openWorkerFixture();

/** A program with a cookie jar of one. */
function newClient() {
	let token: string | null = null;
	return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
		const known = token ? await app.sessions.validate(token) : null;
		const request = new Request(`http://localhost:3000/api${path}`, {
			method,
			headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
			...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) })
		});
		const response = await serveRest(request, {
			app,
			session: known?.session ?? null,
			sessionToken: token,
			setSession: (next: SessionToken | null) => void (token = next?.token ?? null),
			device: { token: null, remember: () => undefined },
			requestId: 'test',
			clientAddress: '127.0.0.1',
			userAgent: 'vitest',
			idempotencyKey: request.headers.get('idempotency-key'),
			answer: { headers: new Headers() }
		});
		return { status: response.status, headers: response.headers, body: await response.json() };
	};
}

const noId = '0190a1b2-0000-7000-8000-000000000000';
let people = 0;
async function signedUp() {
	const send = newClient();
	const email = `rest${++people}@northwind.example`;
	await send('POST', '/auth/signup', { email, password: 'four walnut chairs by the window' });
	return send;
}

test('the whole journey, from sign-up to an approved task', async () => {
	const send = newClient();
	const account = { name: 'Dana', email: 'journey@northwind.example', password: 'four walnut chairs' };
	expect(await send('POST', '/auth/signup', account)).toMatchObject({ status: 200, body: { plan: 'free' } });
	expect(await send('POST', '/auth/signout')).toMatchObject({ status: 200 });
	expect(await send('GET', '/session')).toMatchObject({
		status: 401,
		body: { error: { code: 'unauthenticated' } }
	});
	expect(await send('POST', '/auth/signin', account)).toMatchObject({ status: 200 });
	expect(await send('GET', '/session')).toMatchObject({ body: { user: { name: 'Dana' }, role: 'owner' } });

	const roles = await send('GET', '/role-templates');
	expect(roles.body).toMatchObject({ items: { length: 6 }, nextCursor: null });
	const agent = await send('POST', '/agents', { roleTemplate: roles.body.items[0].key });
	expect(await send('PATCH', `/agents/${agent.body.id}`, { tone: 'Plain' })).toMatchObject({
		body: { tone: 'Plain' }
	});

	const task = { agentId: agent.body.id, title: 'Follow up', instructions: 'Write to Priya.' };
	const key = { 'idempotency-key': 'once' };
	const created = await send('POST', '/tasks', task, key);
	expect(created.body).toMatchObject({ status: 'queued', type: 'work' });
	expect((await send('POST', '/tasks', task, key)).body.id).toBe(created.body.id);
	await work();

	const { body } = await send('GET', '/tasks?status=needs_review&limit=1');
	expect(body.items).toMatchObject([{ id: created.body.id, status: 'needs_review' }]);
	expect(body.nextCursor).toBe(created.body.id);
	const decided = await send('PATCH', `/tasks/${created.body.id}`, { decision: 'approve' });
	expect(decided.body).toMatchObject({ status: 'completed' });
	expect(await send('GET', '/usage')).toMatchObject({ body: { tasks: { used: 1, allowed: 200 } } });
});

describe('errors', () => {
	test('name the fields that are wrong', async () => {
		const send = await signedUp();
		const { status, body } = await send('POST', '/tasks', { agentId: 'x', title: '' });
		expect(status).toBe(400);
		expect(body).toEqual({
			error: {
				code: 'invalid_input',
				message: expect.any(String),
				fields: {
					agentId: 'This is not a valid id.',
					title: 'Please give the task a title.',
					instructions: expect.any(String)
				}
			}
		});
	});

	test.each([
		['not JSON', '{"title":', 400, 'invalid_input'],
		['a list', '[]', 400, 'invalid_input'],
		['null', 'null', 400, 'invalid_input']
	])('a body that is %s is refused in words', async (_what, text, status, code) => {
		const send = await signedUp();
		expect(await send('POST', '/tasks', text)).toMatchObject({ status, body: { error: { code } } });
	});

	test('an address that does not exist is a JSON 404', async () => {
		const send = newClient();
		expect(await send('GET', '/nothing')).toMatchObject({
			status: 404,
			body: { error: { code: 'not_found' } }
		});
	});

	test('a full plan says so before anything is made', async () => {
		const send = await signedUp();
		await send('POST', '/agents', { roleTemplate: 'operations' });
		const second = await send('POST', '/agents', { roleTemplate: 'operations' });
		expect(second).toMatchObject({ status: 402, body: { error: { code: 'limit_agents' } } });
	});

	test('too many attempts say when to come back', async () => {
		const send = newClient();
		const wrong = { email: 'limited@northwind.example', password: 'wrong' };
		for (let attempt = 0; attempt < 10; attempt++) await send('POST', '/auth/signin', wrong);
		const refused = await send('POST', '/auth/signin', wrong);
		expect(refused).toMatchObject({ status: 429, body: { error: { code: 'too_many_attempts' } } });
		expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
	});

	test.each([
		['title', 'POST', '/tasks', { agentId: noId, title: 'a\u0000', instructions: 'b' }],
		['instructions', 'POST', '/tasks', { agentId: noId, title: 'a', instructions: '\u0000' }],
		['feedback', 'PATCH', `/tasks/${noId}`, { decision: 'reject', feedback: 'a\u0000' }],
		[
			'payload',
			'PATCH',
			`/actions/${noId}`,
			{ decision: 'approve', hash: '', payload: { body: 'a \ud800 b' } }
		],
		['q', 'GET', '/tasks?q=%00', undefined],
		['roleTemplate', 'POST', '/agents', { roleTemplate: '\u0000' }],
		['workingHours', 'PATCH', `/agents/${noId}`, { workingHours: { days: [1], start: '\u0000', end: '' } }],
		['about', 'PATCH', '/workspace', { about: '\u0000' }],
		[
			'name',
			'POST',
			'/auth/signup',
			{ name: '\u0000', email: 'nul@northwind.example', password: 'four walnuts' }
		]
	])('a NUL in %s is refused in words', async (field, method, path, input) => {
		const send = await signedUp();
		const { status, body } = await send(method, path, input);
		expect(status).toBe(400);
		expect(body.error).toMatchObject({ code: 'invalid_input', fields: { [field]: expect.any(String) } });
	});

	test('an id in capitals is the same id, also where it is compared', async () => {
		const send = await signedUp();
		const { body: agent } = await send('POST', '/agents', { roleTemplate: 'operations' });
		const loud = agent.id.toUpperCase();
		const task = { agentId: loud, title: 'a', instructions: 'b' };
		const created = await send('POST', '/tasks', task, { 'idempotency-key': 'capitals' });
		const again = await send(
			'POST',
			'/tasks',
			{ ...task, agentId: agent.id },
			{ 'idempotency-key': 'capitals' }
		);
		expect(again.body.id).toBe(created.body.id);
		await work();
		const { body } = await send('GET', `/tasks/${created.body.id.toUpperCase()}`);
		const decision = { decision: 'approve', runId: body.runId.toUpperCase() };
		expect(await send('PATCH', `/tasks/${body.id}`, decision)).toMatchObject({ status: 200 });
	});

	test('a week of a hundred thousand days is refused', async () => {
		const send = await signedUp();
		const { body: agent } = await send('POST', '/agents', { roleTemplate: 'operations' });
		const workingHours = { days: Array(100_000).fill(1), start: '09:00', end: '17:00' };
		expect(await send('PATCH', `/agents/${agent.id}`, { workingHours })).toMatchObject({ status: 400 });
	});

	test.each([
		['permissions', '{"permissions":{"__proto__":"auto"}}'],
		['permissions', '{"permissions":{"gmail.draftEmail":"ask","__proto__":{"gmail.draftEmail":"auto"}}}'],
		['__proto__', '{"__proto__":{"status":"archived"}}']
	])('a key of %s that would be dropped in silence is refused: %s', async (field, body) => {
		const send = await signedUp();
		const agent = await send('POST', '/agents', { roleTemplate: 'bookkeeping' });
		const refused = await send('PATCH', `/agents/${agent.body.id}`, body);
		expect(refused).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
		expect(Object.keys(refused.body.error.fields)).toEqual([field]);
		expect(await send('GET', `/agents/${agent.body.id}`)).toMatchObject({
			body: { status: 'active', permissions: agent.body.permissions }
		});
	});

	test.each(['constructor', 'prototype', 'toString', 'a.constructor', 'gmail.__proto__'])(
		'a permission for %s is refused',
		async (kind) => {
			const send = await signedUp();
			const agent = await send('POST', '/agents', { roleTemplate: 'bookkeeping' });
			const refused = await send('PATCH', `/agents/${agent.body.id}`, { permissions: { [kind]: 'auto' } });
			expect(refused).toMatchObject({ status: 400, body: { error: { code: 'invalid_input' } } });
		}
	);

	test.each([
		['application/json', 200],
		['Application/JSON; charset=utf-8', 200],
		['application/jsonp', 400],
		['text/plain', 400]
	])('a body sent as %s is answered with %s', async (type, status) => {
		const send = await signedUp();
		expect((await send('PATCH', '/workspace', { name: 'Lark' }, { 'content-type': type })).status).toBe(
			status
		);
	});

	test('a NUL is found below a hundred thousand brackets', async () => {
		const send = await signedUp();
		const depth = 100_000;
		const text = `{"about":${'['.repeat(depth)}"\\u0000"${']'.repeat(depth)}}`;
		expect(await send('PATCH', '/workspace', text)).toMatchObject({
			status: 400,
			body: { error: { fields: { about: expect.stringContaining('NUL') } } }
		});
	});

	test.each([
		['empty', ''],
		['of 201 characters', randomBytes(150).toString('base64').slice(0, 200) + 'x'],
		['of 8,000 characters', randomBytes(6_000).toString('base64')]
	])('an idempotency key that is %s is refused in words', async (_what, key) => {
		const send = await signedUp();
		const { body: agent } = await send('POST', '/agents', { roleTemplate: 'operations' });
		const task = { agentId: agent.id, title: 'a', instructions: 'b' };
		expect(await send('POST', '/tasks', task, { 'idempotency-key': key })).toMatchObject({
			status: 400,
			body: { error: { code: 'invalid_input', message: expect.stringContaining('Idempotency-Key') } }
		});
	});

	test('an idempotency key of 200 characters, not all of them ASCII, keeps a task single', async () => {
		const send = await signedUp();
		const { body: agent } = await send('POST', '/agents', { roleTemplate: 'operations' });
		const task = { agentId: agent.id, title: 'a', instructions: 'b' };
		const headers = { 'idempotency-key': 'é'.repeat(200) };
		const [first, second] = await Promise.all([1, 2].map(() => send('POST', '/tasks', task, headers)));
		expect(first).toMatchObject({ status: 200 });
		expect(second?.body.id).toBe(first?.body.id);
	});

	test('never show our insides', async () => {
		const send = await signedUp();
		const { body } = await send('GET', '/tasks/not-an-id');
		expect(JSON.stringify(body)).not.toMatch(/stack|\.ts|prisma/i);
	});
});

test('the OpenAPI document lists every REST procedure', () => {
	const { openapi, paths } = openApiDocument('http://localhost:3000');
	expect(openapi).toBe('3.1.0');
	const operations = Object.entries(paths ?? {}).flatMap(([path, methods]) =>
		Object.keys(methods ?? {}).map((method) => `${method.toUpperCase()} ${path}`)
	);
	expect(operations).toEqual(
		expect.arrayContaining([
			'POST /auth/signup',
			'GET /session',
			'POST /tasks',
			'PATCH /tasks/{id}',
			'POST /tasks/{id}/retry'
		])
	);
});
