import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { startMailbox, type Mailbox } from './mailbox.ts';

let dir: string;
const open: { close(): Promise<void> }[] = [];
beforeEach(async () => {
	dir = await mkdtemp(join(tmpdir(), 'agentforce-mailbox-'));
});
afterEach(async () => {
	for (const one of open.splice(0)) await one.close();
	await rm(dir, { recursive: true });
});

async function mailbox(): Promise<Mailbox> {
	const started = await startMailbox({ smtpPort: 0, dir });
	open.push(started);
	return started;
}

async function site(box: Mailbox): Promise<(path: string, init?: RequestInit) => Promise<Response>> {
	const server = createServer((request, response) => {
		if (!box.handle(request, response)) response.writeHead(418).end();
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	open.push({ close: () => new Promise((resolve) => server.close(() => resolve())) });
	const { port } = server.address() as AddressInfo;
	return (path, init) =>
		fetch(`http://127.0.0.1:${port}${path}`, { ...init, headers: { connection: 'close' } });
}

type Sent = { to?: string; subject?: string; messageId?: string; html?: string };

/** The wire itself: what the server answered last, or that it said no more. */
async function hand(smtpUrl: string, sent: Sent): Promise<string> {
	const { to = 'anna@example.com', subject = 'Hello', messageId = '<one@test>', html = '<p>Hi</p>' } = sent;
	const { hostname: host, port } = new URL(smtpUrl);
	const socketTimeout = /hang/.test(to + subject) ? 300 : 30_000;
	const connection = new SMTPConnection({ host, port: Number(port), socketTimeout });
	const head = ['From: af@example.com', `To: ${to}`, `Subject: ${subject}`, `Message-ID: ${messageId}`];
	const mail = [...head, 'Content-Type: text/html; charset=utf-8', '', html, ''].join('\r\n');
	return await new Promise<string>((resolve) => {
		const failed = (error: { response?: string | undefined; message: string }) => {
			connection.close();
			resolve(error.response ?? error.message);
		};
		connection.on('error', failed);
		connection.connect(() =>
			connection.send({ from: 'af@example.com', to: [to] }, mail, (error, info) => {
				if (error) return failed(error);
				connection.quit();
				resolve(info.response);
			})
		);
	});
}

describe('the mailbox', () => {
	it('takes a mail and has it still after it was closed and opened again', async () => {
		const first = await mailbox();
		expect(await hand(first.smtpUrl, { subject: 'Kept' })).toMatch(/^250/);
		const second = await mailbox();
		expect(second.messages()).toMatchObject([{ subject: 'Kept', messageId: '<one@test>', outcome: 'taken' }]);
	});

	it('has every mail it said it took, although it was killed', async () => {
		const child = spawn(process.execPath, [
			'--input-type=module',
			'-e',
			`import { startMailbox } from ${JSON.stringify(import.meta.resolve('./mailbox.ts'))};
			const box = await startMailbox({ smtpPort: 0, dir: ${JSON.stringify(dir)} }); console.log(box.smtpUrl);`
		]);
		const [line] = (await once(child.stdout, 'data')) as [Buffer];
		const answers: string[] = [];
		for (let index = 0; index < 5; index += 1)
			answers.push(await hand(String(line).trim(), { messageId: `<${index}@test>` }));
		child.kill('SIGKILL');
		await once(child, 'exit');
		expect(answers.every((answer) => answer.startsWith('250'))).toBe(true);
		expect((await mailbox()).messages()).toHaveLength(5);
	});

	it('is for nobody else on the machine, also when an older one was', async () => {
		await chmod(dir, 0o755);
		const box = await mailbox();
		await hand(box.smtpUrl, { subject: 'Private' });
		const [name = ''] = await readdir(dir);
		const modes = await Promise.all(
			[dir, join(dir, name)].map(async (path) => (await stat(path)).mode & 0o077)
		);
		expect(modes).toEqual([0, 0]);
	});

	it('does not read what a killed process left half written', async () => {
		await writeFile(join(dir, '.half.json.part'), '{"id":');
		expect((await mailbox()).attempts()).toEqual([]);
	});

	it('counts the copies of a mail that was taken twice', async () => {
		const box = await mailbox();
		const sent = { subject: 'sandbox:cut-after-data-once' };
		expect(await hand(box.smtpUrl, sent)).toMatch(/closed/);
		expect(await hand(box.smtpUrl, sent)).toMatch(/^250/);
		expect(box.messages().map(({ messageId }) => messageId)).toEqual(['<one@test>', '<one@test>']);
		expect(await (await (await site(box))('/mailbox')).text()).toContain('2 copies');
	});

	it.each([
		['4xx', /^451/, 'answered 4xx'],
		['5xx', /^550/, 'answered 5xx'],
		['hang', /Timeout/, 'never answered']
	])('fails as a subject asks with sandbox:%s, and keeps no mail', async (kind, answer, outcome) => {
		const box = await mailbox();
		expect(await hand(box.smtpUrl, { subject: `sandbox:${kind}` })).toMatch(answer);
		expect(box.messages()).toEqual([]);
		expect(box.attempts()).toMatchObject([{ outcome }]);
	});

	it.each([
		['anna+sandbox-4xx@example.com', /^450/],
		['anna+sandbox-5xx@example.com', /^550/],
		['anna+sandbox-hang@example.com', /Timeout/],
		['anna+sandbox-cut-after-data@example.com', /closed/]
	])('fails as a recipient asks: %s', async (to, answer) => {
		expect(await hand((await mailbox()).smtpUrl, { to })).toMatch(answer);
	});

	it('lets a second try through after -once, and only for that mail', async () => {
		const box = await mailbox();
		const sent = { to: 'anna+sandbox-4xx-once@example.com' };
		const answers = [await hand(box.smtpUrl, sent), await hand(box.smtpUrl, sent)];
		expect(answers.map((answer) => answer.slice(0, 3))).toEqual(['451', '250']);
		expect(await hand(box.smtpUrl, { ...sent, messageId: '<two@test>' })).toMatch(/^451/);
	});
});

describe('its pages', () => {
	it('list mail by person, and say so when there is none', async () => {
		const box = await mailbox();
		const get = await site(box);
		expect(await (await get('/mailbox')).text()).toContain('No mail yet');
		await hand(box.smtpUrl, { to: 'anna@example.com', subject: 'For Anna' });
		await hand(box.smtpUrl, { to: 'ben@example.com', subject: 'For Ben' });
		expect(await (await get('/mailbox')).text()).toMatch(/For Ben[^]*For Anna/);
		const page = await (await get('/mailbox?to=anna%40example.com')).text();
		expect(page).toContain('For Anna');
		expect(page).not.toContain('For Ben');
		expect(await (await get('/mailbox/messages.json')).json()).toHaveLength(2);
	});

	it('show a mail that can run nothing, and whose words stay words', async () => {
		const box = await mailbox();
		await hand(box.smtpUrl, { subject: '<script>alert(1)</script>', html: '<script>alert(2)</script>Hi' });
		const get = await site(box);
		const [mail] = box.messages();
		const page = await get(`/mailbox/${mail?.id}?theme=%22%3E%3Cscript%3E`);
		expect(await page.text()).not.toMatch(/<script/);
		expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
		const shown = await get(`/mailbox/${mail?.id}/html`);
		const policy = shown.headers.get('content-security-policy');
		expect(policy).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'/);
		expect(policy).not.toMatch(/allow-scripts|allow-same-origin|allow-forms/);
	});

	it('turn the dark side of a mail on and off', async () => {
		const box = await mailbox();
		const style = '<style>@media (prefers-color-scheme: dark) { p { color: red } }</style>';
		await hand(box.smtpUrl, { html: `<head>${style}</head><p>Hi</p>` });
		const get = await site(box);
		const at = async (theme: string) =>
			await (await get(`/mailbox/${box.messages()[0]?.id}/html?theme=${theme}`)).text();
		expect(await at('dark')).toContain('@media (min-width: 0)');
		expect(await at('light')).toContain('@media (max-width: 0)');
		expect(await at('system')).toContain(`<head><base target="_blank">${style}`);
	});

	it('only show, and leave other addresses to others', async () => {
		const get = await site(await mailbox());
		expect((await get('/mailbox', { method: 'POST' })).status).toBe(405);
		expect((await get('/mailbox/nothing')).status).toBe(404);
		expect((await get('/mailboxes')).status).toBe(418);
		expect((await get('/')).status).toBe(418);
	});
});
