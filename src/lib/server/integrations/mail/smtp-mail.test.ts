import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VendorError } from '#server/errors.ts';
import type { MailMessage } from '#server/ports/mail.ts';
import { startMailbox, type Mailbox } from '../../../../../sandbox/mail/mailbox.ts';
import { createMail, type MailOptions } from './smtp-mail.ts';

const canary = 'canary-91ab7c';
let dir: string;
let mailbox: Mailbox;
beforeAll(async () => {
	dir = await mkdtemp(join(tmpdir(), 'agentforce-mail-'));
	mailbox = await startMailbox({ smtpPort: 0, dir });
});
afterAll(async () => {
	await mailbox.close();
	await rm(dir, { recursive: true });
});

let count = 0;
function message(fields: Partial<MailMessage> = {}): MailMessage {
	return {
		messageId: `<notification-${(count += 1)}@agentforce.test>`,
		to: 'anna@example.com',
		subject: 'Nora is waiting for you',
		text: 'Two drafts wait.',
		html: '<p>Two drafts wait.</p>',
		...fields
	};
}

function mail(options: Partial<MailOptions> = {}) {
	return createMail({ url: mailbox.smtpUrl, from: 'AgentForce <office@agentforce.test>', ...options });
}

async function failure(promise: Promise<unknown>): Promise<VendorError<'mail'>> {
	const error = await promise.then(
		() => null,
		(thrown: unknown) => thrown
	);
	expect(error).toBeInstanceOf(VendorError);
	return error as VendorError<'mail'>;
}

function taken(messageId: string) {
	return mailbox.messages().filter((seen) => seen.messageId === messageId);
}

/** A server that says these lines, one for each command, and counts who came. */
async function withScript<Result>(
	converse: (socket: Socket, line: string) => void,
	use: (address: string, connections: () => number) => Promise<Result>,
	greeting: string | null = '220 peer ESMTP'
): Promise<Result> {
	const sockets: Socket[] = [];
	const server = createServer((socket) => {
		sockets.push(socket);
		socket.on('error', () => undefined);
		if (greeting !== null) socket.write(`${greeting}\r\n`);
		socket.on('data', (data) => {
			for (const line of String(data).split('\r\n')) if (line) converse(socket, line);
		});
	}).listen(0, '127.0.0.1');
	await once(server, 'listening');
	try {
		return await use(`127.0.0.1:${(server.address() as AddressInfo).port}`, () => sockets.length);
	} finally {
		for (const socket of sockets) socket.destroy();
		server.close();
	}
}

describe('a mail', () => {
	it('arrives once, in both forms, with the Message-ID it was given', async () => {
		const sent = message({
			subject: 'Drei Entwürfe – für Zoë',
			preferencesUrl: 'https://app.test/settings/mail'
		});
		await mail().send(sent);
		const [seen, ...others] = taken(sent.messageId);
		expect(others).toEqual([]);
		expect(seen).toMatchObject({
			to: ['anna@example.com'],
			subject: sent.subject,
			from: 'office@agentforce.test'
		});
		expect(seen?.text.trim()).toBe(sent.text);
		expect(seen?.html.trim()).toBe(sent.html);
		expect(seen?.headers).toMatchObject({
			'list-unsubscribe': '<https://app.test/settings/mail>',
			'auto-submitted': 'auto-generated',
			from: 'AgentForce <office@agentforce.test>'
		});
	});

	it('has no header about preferences when there are none', async () => {
		const sent = message();
		await mail().send(sent);
		expect(taken(sent.messageId)[0]?.headers).not.toHaveProperty('list-unsubscribe');
	});

	it('keeps its Message-ID when it is sent again', async () => {
		const sent = message({ subject: 'sandbox:4xx-once please' });
		expect((await failure(mail().send(sent))).code).toBe('unavailable');
		await mail().send(sent);
		expect(taken(sent.messageId)).toHaveLength(1);
	});

	it('cannot carry a header or a recipient that nobody asked for', async () => {
		const sent = message({ subject: 'Hello\r\nBcc: eve@example.com\r\nX-Eve: 1\n\n<p>body' });
		await mail().send(sent);
		const [seen] = taken(sent.messageId);
		expect(seen?.to).toEqual(['anna@example.com']);
		expect(Object.keys(seen?.headers ?? {})).not.toEqual(expect.arrayContaining(['bcc']));
		expect(Object.keys(seen?.headers ?? {})).not.toEqual(expect.arrayContaining(['x-eve']));
		expect(seen?.text.trim()).toBe(sent.text);
	});

	it.each([
		{ to: 'anna@example.com\r\nRCPT TO:<eve@example.com>' },
		{ to: 'anna@example.com, eve@example.com' },
		{ to: 'Anna <anna@example.com>' },
		{ to: 'anna' },
		{ messageId: '<a@b>\r\nBcc: eve@example.com' },
		{ messageId: 'a@b' },
		{ preferencesUrl: 'javascript:alert(1)' }
	])('is refused before any conversation: %o', async (fields) => {
		// Nobody listens there, so whoever tries to talk finds the server unavailable.
		const error = await failure(mail({ url: 'smtp://127.0.0.1:1' }).send(message(fields)));
		expect(error.code).toBe('refused');
	});

	it('reads nothing from the disk or the network, whatever it says', async () => {
		const sent = message({ html: '<img src="file:///etc/hostname"><img src="http://127.0.0.1:1/x.png">' });
		await mail().send(sent);
		expect(taken(sent.messageId)[0]?.html.trim()).toBe(sent.html);
	});
});

describe('a refusal', () => {
	it.each([
		['to the recipient', { to: 'anna+sandbox-5xx@example.com' }],
		['to the mail', { subject: 'sandbox:5xx' }]
	])('for good, %s, says that this will never work', async (_what, fields) => {
		const error = await failure(mail().send(message(fields)));
		expect(error).toMatchObject({ code: 'refused', message: expect.stringContaining('550 5.1.1') });
	});

	it.each([
		['to the recipient', { to: 'anna+sandbox-4xx@example.com' }],
		['to the mail', { subject: 'sandbox:4xx' }]
	])('for now, %s, says that it may work later', async (_what, fields) => {
		expect((await failure(mail().send(message(fields)))).code).toBe('unavailable');
	});

	it('of our credentials says nothing about the address, and tells no secret', async () => {
		const server = new SMTPServer({
			disabledCommands: ['STARTTLS'],
			allowInsecureAuth: true,
			onAuth: ({ username, password }, _session, answer) => answer(new Error(`No: ${username}:${password}`))
		});
		server.listen(0, '127.0.0.1');
		await once(server.server, 'listening');
		const { port } = server.server.address() as AddressInfo;
		const error = await failure(mail({ url: `smtp://office:${canary}@127.0.0.1:${port}` }).send(message()));
		await new Promise<void>((resolve) => server.close(resolve));
		expect(error.code).toBe('unavailable');
		expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(canary);
	});
});

describe('a broken connection', () => {
	it('after the mail was handed over may have delivered it', async () => {
		const sent = message({ subject: 'sandbox:cut-after-data' });
		const error = await failure(mail().send(sent));
		expect(error).toMatchObject({ code: 'lost', effect: 'unknown' });
		expect(taken(sent.messageId)).toHaveLength(1);
	});

	it('that is never answered ends in time, and may have delivered it', async () => {
		const begun = Date.now();
		const error = await failure(mail({ timeoutMs: 1_000 }).send(message({ subject: 'sandbox:hang' })));
		expect(error).toMatchObject({ code: 'lost', effect: 'unknown' });
		expect(Date.now() - begun).toBeLessThan(3_000);
	});

	it('before the mail was asked for has delivered nothing', async () => {
		const script = (socket: Socket, line: string) => {
			if (/^RCPT/.test(line)) socket.destroy();
			else if (/^EHLO|^MAIL/.test(line)) socket.write('250 fine\r\n');
		};
		await withScript(script, async (address, connections) => {
			const error = await failure(mail({ url: `smtp://${address}` }).send(message()));
			expect(error.code).toBe('unavailable');
			expect(connections()).toBe(1);
		});
	});

	it('without a greeting ends in time', async () => {
		const silent = () => undefined;
		await withScript(
			silent,
			async (address) => {
				const error = await failure(mail({ url: `smtp://${address}`, timeoutMs: 200 }).send(message()));
				expect(error).toMatchObject({ code: 'unavailable', message: expect.stringContaining('in time') });
			},
			null
		);
	});

	it('of a server that drips is ended by the deadline of the whole conversation', async () => {
		const drip = (socket: Socket) => {
			const timer = setInterval(() => socket.write('250-still here\r\n'), 50);
			socket.on('close', () => clearInterval(timer));
		};
		await withScript(drip, async (address) => {
			const options = { url: `smtp://${address}`, timeoutMs: 5_000, deadlineMs: 400 };
			expect((await failure(mail(options).send(message()))).code).toBe('unavailable');
		});
	});

	it('to nobody at all tells no secret', async () => {
		const error = await failure(mail({ url: `smtp://office:${canary}@127.0.0.1:1` }).send(message()));
		expect(error).toMatchObject({ code: 'unavailable', message: expect.stringContaining('ECONNREFUSED') });
		expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(canary);
	});
});

describe('TLS', () => {
	it('is spoken from the first byte with smtps://', async () => {
		let first = 0;
		const server = createServer((socket) => {
			socket.on('error', () => undefined);
			socket.once('data', (data) => {
				first = data[0] ?? 0;
				socket.destroy();
			});
		}).listen(0, '127.0.0.1');
		await once(server, 'listening');
		const { port } = server.address() as AddressInfo;
		expect((await failure(mail({ url: `smtps://127.0.0.1:${port}` }).send(message()))).code).toBe(
			'unavailable'
		);
		server.close();
		expect(first).toBe(0x16);
	});

	it('is asked for, and the mail is kept back, when the address requires it', async () => {
		const lines: string[] = [];
		const script = (socket: Socket, line: string) => {
			lines.push(line);
			socket.write(/^EHLO/.test(line) ? '250 no encryption here\r\n' : '502 no\r\n');
		};
		await withScript(script, async (address) => {
			const url = `smtp://${address}?requireTLS=true`;
			expect((await failure(mail({ url }).send(message()))).code).toBe('unavailable');
		});
		expect(lines.join('\n')).not.toMatch(/MAIL FROM|AUTH/);
	});

	it('does not trust a certificate that anybody could have made', async () => {
		const server = new SMTPServer({ secure: true, logger: false });
		server.on('error', () => undefined);
		server.listen(0, '127.0.0.1');
		await once(server.server, 'listening');
		const { port } = server.server.address() as AddressInfo;
		expect((await failure(mail({ url: `smtps://localhost:${port}` }).send(message()))).code).toBe(
			'unavailable'
		);
		await new Promise<void>((resolve) => server.close(resolve));
	});
});

describe('the address of the server', () => {
	it.each([
		'http://example.com',
		'smtp:',
		`office:${canary}@example.com`,
		`smtp://office:${canary}@exa mple`
	])('is refused without being repeated: %s', (url) => {
		const build = () => mail({ url });
		expect(build).toThrow(/smtp:\/\//);
		expect(build).not.toThrow(canary);
	});
});
