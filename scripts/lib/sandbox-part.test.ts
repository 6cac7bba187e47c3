import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadLauncherConfig } from '../../src/lib/server/config.ts';
import { sandboxAddresses, sandboxEnvironment, wantsSandbox } from './sandbox-part.ts';

const folder = mkdtempSync(join(tmpdir(), 'agentforce-ports-'));
afterAll(() => rmSync(folder, { recursive: true }));

const keys = { GOOGLE_CLIENT_ID: 'id', GOOGLE_CLIENT_SECRET: 'secret' };
test.each([
	['nothing is set', {}, true],
	['it is started for this machine', { ORIGIN: 'http://localhost:4000' }, true],
	['there are keys for Google', keys, false],
	['it is switched off', { AGENTFORCE_SANDBOX: 'off' }, false],
	['one runs already', { AGENTFORCE_SANDBOX: 'http://127.0.0.1:4600' }, false],
	['real people come to it', { ORIGIN: 'https://agents.example.com' }, false]
])('whether the sandbox is started: %s', (_, env, wanted) => {
	expect(wantsSandbox(loadLauncherConfig(env))).toBe(wanted);
});

test('the ports stay the same, unless somebody else has taken one', async () => {
	const first = await sandboxEnvironment(folder);
	expect(await sandboxEnvironment(folder)).toEqual(first);
	const thief = createServer().listen(Number(first.SANDBOX_PORT), '127.0.0.1');
	await new Promise((resolve) => thief.once('listening', resolve));
	const second = await sandboxEnvironment(folder);
	thief.close();
	expect(second.SANDBOX_PORT).not.toBe(first.SANDBOX_PORT);
	expect(second.SANDBOX_SMTP_PORT).toBe(first.SANDBOX_SMTP_PORT);
	expect(JSON.parse(readFileSync(join(folder, 'sandbox.json'), 'utf8'))).toEqual({
		google: `http://127.0.0.1:${second.SANDBOX_PORT}`,
		mail: `smtp://127.0.0.1:${second.SANDBOX_SMTP_PORT}`,
		stripe: `http://127.0.0.1:${second.SANDBOX_STRIPE_PORT}`
	});
	writeFileSync(join(folder, 'sandbox.json'), '{"ht');
	expect(Number((await sandboxEnvironment(folder)).SANDBOX_PORT)).toBeGreaterThan(0);
});

test('mail and money go to the sandbox only when nobody has named a server or keys', () => {
	const env = {
		SANDBOX_PORT: '4600',
		SANDBOX_SMTP_PORT: '4601',
		SANDBOX_STRIPE_PORT: '4602',
		SANDBOX_DIR: folder
	};
	const stripe = {
		STRIPE_API_URL: 'http://127.0.0.1:4602',
		STRIPE_SECRET_KEY: 'sk_test_agentforce_sandbox',
		STRIPE_WEBHOOK_SECRET: 'whsec_agentforce_sandbox'
	};
	expect(sandboxAddresses(env, { mail: null, stripe: null })).toEqual({
		AGENTFORCE_SANDBOX: 'http://127.0.0.1:4600',
		SMTP_URL: 'smtp://127.0.0.1:4601',
		...stripe
	});
	const own = {
		SMTP_URL: 'smtp://mail.example.com',
		STRIPE_SECRET_KEY: 'sk_test_1',
		STRIPE_WEBHOOK_SECRET: 'whsec_1'
	};
	expect(sandboxAddresses(env, loadLauncherConfig(own))).toEqual({
		AGENTFORCE_SANDBOX: 'http://127.0.0.1:4600'
	});
});
