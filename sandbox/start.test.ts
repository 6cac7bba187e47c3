import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { spreadsheetIdOf } from './google/seed.ts';
import type { Sandbox } from './start.ts';
import {
	accounts,
	clients,
	connected,
	dana,
	draftOf,
	folder,
	newSandbox,
	rawMail,
	rowOf,
	sandboxIn
} from './testing.ts';

const leads = spreadsheetIdOf(dana, 'Leads');

describe('what is kept', () => {
	it('is the same after a restart: drafts, rows, tokens, counts, and which faults have fired', async () => {
		const dir = await folder();
		const before = await sandboxIn(dir);
		const { mail, sheets, accessToken } = connected(before);
		await mail.users.drafts.create(draftOf('Hello'));
		await sheets.spreadsheets.batchUpdate(rowOf(leads, ['a'], 3));
		await expect(mail.users.drafts.create(draftOf('sandbox:503-before'))).rejects.toMatchObject({
			status: 503
		});
		const state = before.state();
		await before.close();
		const after = await sandboxIn(dir);
		expect(after.state()).toEqual(state);
		expect(
			(await clients(after, accessToken).mail.users.drafts.create(draftOf('sandbox:503-before'))).status
		).toBe(200);
	});

	it('never shows a token, a code or a key', async () => {
		const sandbox = await newSandbox();
		const { mail, accessToken, refreshToken } = connected(sandbox);
		await mail.users.drafts.create(draftOf('Hello'));
		await fetch(`${sandbox.url}/revoke?token=${refreshToken}`, { method: 'POST' });
		const seen = await (await fetch(`${sandbox.url}/sandbox/state`)).text();
		for (const secret of [accessToken, refreshToken, '"d":']) expect(seen).not.toContain(secret);
		expect(seen).toContain('"gmail.users.drafts.create": 1');
	});
});

describe('who is answered', () => {
	function statusFor(
		sandbox: Sandbox,
		headers: Record<string, string>,
		method = 'GET'
	): Promise<number | undefined> {
		return new Promise((resolve, reject) => {
			const asked = request(`${sandbox.url}/mail/${dana}/r1/send`, { method, headers }, (answer) => {
				answer.resume();
				resolve(answer.statusCode);
			});
			asked.on('error', reject).end();
		});
	}

	it('is whoever calls us localhost', async () => {
		const sandbox = await newSandbox();
		const { port } = new URL(sandbox.url);
		const hosts = [
			`localhost:${port}`,
			`127.0.0.1:${port}`,
			'evil.example',
			`localhost.evil.example:${port}`
		];
		const seen = [];
		for (const host of hosts) seen.push(await statusFor(sandbox, { host }));
		expect(seen).toEqual([404, 404, 421, 421]);
	});

	it('is told when an address is badly written', async () => {
		const { url } = await newSandbox();
		const paths = ['/mail/%ff', '/v4/spreadsheets/%ff', '/gmail/v1/users/%ff/profile'];
		for (const path of paths) expect([400, 401]).toContain((await fetch(url + path)).status);
	});

	it('is no form of another site', async () => {
		const sandbox = await newSandbox();
		const own = await statusFor(sandbox, { origin: sandbox.url }, 'POST');
		const foreign = await statusFor(sandbox, { origin: 'https://evil.example' }, 'POST');
		expect([own, foreign]).toEqual([404, 403]);
	});
});

describe('the pages', () => {
	const page = async ({ url }: Sandbox, path: string) => (await fetch(url + path)).text();

	it('show what there is, as text whatever is in it', async () => {
		const sandbox = await newSandbox();
		const { mail, sheets } = connected(sandbox);
		const hostile = '<script>alert(1)</script>';
		const { data } = await mail.users.drafts.create(draftOf(hostile));
		await sheets.spreadsheets.batchUpdate(rowOf(leads, [hostile], 3));
		const paths = ['/', `/mail/${dana}`, `/mail/${dana}/${data.id}`, `/spreadsheets/d/${leads}/edit`];
		for (const path of paths) {
			const shown = await page(sandbox, path);
			expect(shown).toContain('Sandbox: nothing here is real');
			expect(shown).not.toContain('<script');
			if (path !== '/') expect(shown).toContain('&lt;script&gt;');
		}
		expect(await page(sandbox, `/mail/${accounts}`)).toContain('No drafts yet');
	});

	it('open a draft at Gmail’s own kind of address, also after it was edited', async () => {
		const sandbox = await newSandbox();
		const { mail } = connected(sandbox);
		const { data } = await mail.users.drafts.create({
			userId: 'me',
			requestBody: { message: { raw: rawMail('Hi') } }
		});
		const anchor = `id="drafts?compose=${data.message?.id}"`;
		const path = `/mail/?authuser=${encodeURIComponent(dana)}`;
		expect(await page(sandbox, path)).toContain(anchor);
		const body = new URLSearchParams({ subject: 'Ho', text: 'Other' });
		await fetch(`${sandbox.url}/mail/${dana}/${data.id}/edit`, { method: 'POST', body });
		expect(await page(sandbox, path)).toContain(anchor);
	});
});

describe('the sandbox as a process', () => {
	type Ready = { url: string; smtpUrl: string };

	async function startProcess(dir: string): Promise<{ child: ChildProcess; ready: Ready }> {
		const main = fileURLToPath(new URL('main.ts', import.meta.url));
		const env = { SANDBOX_PORT: '0', SANDBOX_SMTP_PORT: '0', SANDBOX_DIR: dir };
		const child = fork(main, { env, silent: true });
		onTestFinished(() => void child.kill('SIGKILL'));
		const [ready] = (await once(child, 'message')) as [Ready];
		return { child, ready };
	}

	function clientsOf({ url }: Ready, accessToken: string) {
		return clients({ url } as Sandbox, accessToken);
	}

	it('has lost nothing when it is killed in the moment after an answer', async () => {
		const dir = await folder();
		const prepared = await sandboxIn(dir);
		const { accessToken } = prepared.connect({ email: dana });
		await prepared.close();
		const first = await startProcess(dir);
		await clientsOf(first.ready, accessToken).mail.users.drafts.create(draftOf('Hello'));
		first.child.kill('SIGKILL');
		await once(first.child, 'exit');
		const second = await startProcess(dir);
		const { data } = await clientsOf(second.ready, accessToken).mail.users.drafts.list({ userId: 'me' });
		expect(data.drafts).toHaveLength(1);
		const state = (await (await fetch(`${second.ready.url}/sandbox/state`)).json()) as { counts: object };
		expect(state.counts).toEqual({ 'gmail.users.drafts.create': 1, 'gmail.users.drafts.list': 1 });
		second.child.kill('SIGTERM');
		expect(await once(second.child, 'exit')).toEqual([0, null]);
	});

	it('ends when the program that started it is gone', async () => {
		const { child } = await startProcess(await folder());
		const ended = once(child, 'exit');
		child.disconnect();
		expect(await ended).toEqual([0, null]);
	});
});
