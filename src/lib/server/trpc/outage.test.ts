import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestApp } from '../../../../tests/support/app.ts';
import { cloneDatabase, type TestDatabase } from '../../../../tests/support/database.ts';
import { makeWorkspace } from '../../../../tests/support/factories.ts';
import { resolveSession } from '../resolve-session.ts';
import { serveRest } from './rest.ts';

/** A server that answers every caller as Postgres does while it starts: FATAL, 57P03. */
const starting = createServer((socket) => {
	const fields = ['SFATAL', 'VFATAL', 'C57P03', 'Mthe database system is starting up'];
	const body = Buffer.from(`${fields.map((field) => `${field}\0`).join('')}\0`);
	const length = Buffer.alloc(4);
	length.writeInt32BE(body.length + 4);
	socket.on('error', () => undefined);
	socket.once('data', () => socket.end(Buffer.concat([Buffer.from('E'), length, body])));
});
beforeAll(() => new Promise<void>((resolve) => starting.listen(0, '127.0.0.1', resolve)));
afterAll(() => void starting.close());

const { db, url } = await cloneDatabase();
const nobodyThere = createTestApp({ url: 'postgresql://nobody@127.0.0.1:1/none' } as TestDatabase);

async function rest(app: typeof nobodyThere, method: string, path: string, body?: object) {
	const token = 'a cookie that somebody has';
	const { session, problem } = await resolveSession(app, token);
	const request = new Request(`http://localhost:3000/api${path}`, {
		method,
		...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } })
	});
	const response = await serveRest(request, {
		app,
		session,
		sessionProblem: problem,
		sessionToken: token,
		setSession: () => undefined,
		device: { token: null, remember: () => undefined },
		requestId: 'test',
		clientAddress: '192.0.2.1',
		userAgent: 'vitest',
		idempotencyKey: null,
		answer: { headers: new Headers() }
	});
	return { status: response.status, body: await response.json() };
}

const unavailable = {
	status: 503,
	body: {
		error: {
			code: 'unavailable',
			message: 'The database cannot be reached just now. Please try again in a moment.'
		}
	}
};
const account = { email: 'dana@northwind.example', password: 'four walnut chairs' };

describe.each([
	['cannot be reached', () => nobodyThere],
	[
		'is starting',
		() => {
			const { port } = starting.address() as AddressInfo;
			return createTestApp({ url: `postgresql://nobody@127.0.0.1:${port}/none` } as TestDatabase);
		}
	]
])('a database that %s', (_what, appOf) => {
	test('is told as such to members and to strangers, and lets nobody in', async () => {
		const app = appOf();
		expect(await rest(app, 'GET', '/tasks')).toEqual(unavailable);
		expect(await rest(app, 'GET', '/role-templates')).toEqual(unavailable);
		expect(await rest(app, 'POST', '/auth/signin', account)).toEqual(unavailable);
		expect(await rest(app, 'POST', '/auth/signup', account)).toEqual(unavailable);
	});
});

test('a database that takes no writes is told as such, and reading goes on', async () => {
	const { user, workspace } = await makeWorkspace(db);
	const readOnly = createTestApp({
		url: `${url}?options=-c%20default_transaction_read_only%3Don`
	} as TestDatabase);
	const { token } = await createTestApp({ url } as TestDatabase).sessions.create(user.id, workspace.id);
	expect(await resolveSession(readOnly, token)).toMatchObject({
		problem: null,
		session: { user: { id: user.id } }
	});
	expect(await rest(readOnly, 'POST', '/auth/signin', account)).toEqual(unavailable);
});

test('an unknown cookie is nobody’s, and no problem', async () => {
	const app = createTestApp({ url } as TestDatabase);
	expect(await resolveSession(app, 'unknown')).toEqual({ session: null, renewed: null, problem: null });
});
