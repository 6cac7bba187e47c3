import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Attempt, AttemptStore } from './store.ts';

type Answer = (error?: Error | null) => void;
export type SmtpPeer = { url: string; close(): Promise<void> };

function refusal(code: number, message: string): Error {
	return Object.assign(new Error(message), { responseCode: code });
}

/** As they were sent, unfolded: what the reader’s program would see. */
function headersOf(mail: ParsedMail): Record<string, string> {
	const lines = mail.headerLines.map(({ key, line }): [string, string] => [
		key,
		line
			.slice(line.indexOf(':') + 1)
			.replace(/\r?\n\s+/g, ' ')
			.trim()
	]);
	return Object.fromEntries(lines);
}

function describe(mail: ParsedMail, { envelope }: SMTPServerSession): Omit<Attempt, 'id' | 'outcome'> {
	return {
		receivedAt: new Date().toISOString(),
		from: envelope.mailFrom ? envelope.mailFrom.address : '',
		to: envelope.rcptTo.map(({ address }) => address),
		messageId: mail.messageId ?? '',
		subject: mail.subject ?? '',
		text: mail.text ?? '',
		html: mail.html || '',
		headers: headersOf(mail)
	};
}

/** Stores first and answers then, so that a mail we said we took survives whatever happens to us. */
function take(
	store: AttemptStore,
	mail: ParsedMail,
	session: SMTPServerSession,
	answer: Answer,
	cut: () => void
) {
	const seen = describe(mail, session);
	const asked = sentinelIn([seen.subject, ...seen.to]);
	const again = store.all().some(({ messageId }) => messageId === seen.messageId);
	const kind = asked === null || (asked.once && again) ? null : asked.kind;
	switch (kind) {
		case '4xx':
			store.add({ ...seen, outcome: 'answered 4xx' });
			return answer(refusal(451, '4.3.0 Try again later, as you asked'));
		case '5xx':
			store.add({ ...seen, outcome: 'answered 5xx' });
			return answer(refusal(550, '5.1.1 No such person, as you asked'));
		case 'hang':
			return void store.add({ ...seen, outcome: 'never answered' });
		case 'cut-after-data':
			store.add({ ...seen, outcome: 'taken' });
			return cut();
		case null:
			store.add({ ...seen, outcome: 'taken' });
			return answer();
	}
}

function createServer(store: AttemptStore): SMTPServer {
	const server = new SMTPServer({
		banner: 'The sandbox: nothing goes out from here',
		disabledCommands: ['AUTH', 'STARTTLS'],
		disableReverseLookup: true,
		closeTimeout: 100,
		size: 10_000_000,
		onRcptTo({ address }, _session, answer) {
			const asked = sentinelIn([address]);
			if (asked?.once || asked === null) return answer();
			if (asked.kind === '4xx') return answer(refusal(450, '4.2.1 Mailbox busy, as you asked'));
			if (asked.kind === '5xx') return answer(refusal(550, '5.1.1 No such person, as you asked'));
			answer();
		},
		onData(stream: SMTPServerDataStream, session, answer) {
			const cut = () => {
				for (const connection of server.connections) if (connection.id === session.id) connection.close();
			};
			simpleParser(stream, { skipImageLinks: true, skipTextToHtml: true }).then(
				(mail) => take(store, mail, session, answer, cut),
				() => answer(refusal(451, '4.3.0 That could not be read'))
			);
		}
	});
	// People who cut the line are what this server is for.
	server.on('error', () => undefined);
	return server;
}

/** An SMTP server on loopback; port 0 takes a free one. */
export async function startSmtp(store: AttemptStore, port: number): Promise<SmtpPeer> {
	const server = createServer(store);
	server.listen(port, '127.0.0.1');
	await once(server.server, 'listening');
	const { port: taken } = server.server.address() as AddressInfo;
	return {
		url: `smtp://127.0.0.1:${taken}`,
		close: () => new Promise((resolve) => server.close(() => resolve()))
	};
}

/** What a mail asks the sandbox to do to it, in its subject or in a recipient. */
type Sentinel = { kind: '4xx' | '5xx' | 'cut-after-data' | 'hang'; once: boolean };

const kinds = ['4xx', '5xx', 'cut-after-data', 'hang'] as const;

/**
 * Finds `sandbox:4xx` in a subject or `anna+sandbox-4xx@example.com` among recipients. With `-once` at the end
 * only the first hand-over of a Message-ID fails.
 */
function sentinelIn(texts: string[]): Sentinel | null {
	for (const text of texts) {
		const [, kind, once] = /sandbox[:-](4xx|5xx|cut-after-data|hang)(-once)?/i.exec(text) ?? [];
		const known = kinds.find((name) => name === kind?.toLowerCase());
		if (known) return { kind: known, once: once !== undefined };
	}
	return null;
}
