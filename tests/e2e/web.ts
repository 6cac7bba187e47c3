import { closeSync, openSync } from 'node:fs';
import { expect } from '@playwright/test';
import { spawnGuarded } from '../../scripts/lib/guard.ts';
import { freePort } from '../../scripts/lib/ports.ts';

export type Web = {
	/** Where it is reached from here, whatever its origin is. */
	here: string;
	ask(path: string, body?: object, headers?: Record<string, string>): Promise<Response>;
	stop(): Promise<unknown>;
};

/** A web of its own on the journeys' database, as an operator would configure it. */
export async function startWeb(name: string, env: Record<string, string> = {}): Promise<Web> {
	const port = await freePort();
	const here = `http://localhost:${port}`;
	const log = openSync(`test-results/web-${name}.log`, 'w');
	const environment = {
		PATH: process.env.PATH,
		NODE_ENV: 'production',
		HOST: '127.0.0.1',
		PORT: String(port),
		ORIGIN: here,
		SIGN_UP: 'open',
		DATABASE_URL: process.env.DATABASE_OFFLINE_URL,
		APP_SECRET: 'a secret that only these webs know of',
		ENCRYPTION_KEYS: `web:${Buffer.alloc(32, 7).toString('base64')}`,
		...env
	};
	const output = { env: environment, output: log };
	const web = spawnGuarded(`web-${name}`, 'TERM', [process.execPath, 'build/index.js'], output);
	closeSync(log);
	const origin = env.ORIGIN ?? here;
	const ask: Web['ask'] = (path, body, headers = {}) =>
		fetch(here.replace('localhost', '127.0.0.1') + path, {
			method: body ? 'POST' : 'GET',
			redirect: 'manual',
			headers: { ...(body && { 'content-type': 'application/json', origin }), ...headers },
			...(body && { body: JSON.stringify(body) })
		});
	const isReady = () =>
		ask('/api/health/ready').then(
			({ ok }) => ok,
			() => false
		);
	await expect.poll(isReady, { timeout: 30_000 }).toBe(true);
	return { here, ask, stop: () => (web.end(), web.exited) };
}
