import { Readable } from 'node:stream';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { NodemailerError } from 'nodemailer';
import type { Mail, MailMessage } from '#server/ports/mail.ts';
import { compose, type ComposedMail } from './compose.ts';
import { mailFailure } from './mail-failure.ts';
import { serverOf, type MailServer } from './server-of.ts';

export type MailOptions = {
	/** `smtp://` or `smtps://`, with the credentials in it. */
	url: string;
	/** As in a From header: `AgentForce <office@example.com>`. */
	from: string;
	/** For each silence of the server. */
	timeoutMs?: number;
	/** For the whole conversation. */
	deadlineMs?: number;
};

const defaultTimeoutMs = 10_000;

/** The mail as a stream that knows whether anybody has begun to read it: the server asks for it by its answer to DATA. */
function watched(bytes: Buffer): { stream: Readable; isRead(): boolean } {
	let read = false;
	const stream = new Readable({
		read() {
			read = true;
			this.push(bytes);
			this.push(null);
		}
	});
	return { stream, isRead: () => read };
}

/** One connection, one mail. A second try is the caller's to decide, so the library's pool and transport stay out. */
async function converse(server: MailServer, mail: ComposedMail, deadlineMs: number): Promise<void> {
	const connection = new SMTPConnection(server.options);
	const body = watched(mail.bytes);
	let deadline: NodeJS.Timeout | undefined;
	try {
		await new Promise<void>((resolve, reject) => {
			deadline = setTimeout(() => reject(Object.assign(new Error(), { code: 'ETIMEDOUT' })), deadlineMs);
			// The promise takes the first; those after it have a listener all the same, or they would end the process.
			connection.on('error', reject);
			const send = () =>
				connection.send(mail.envelope, body.stream, (error) => (error ? reject(error) : resolve()));
			connection.connect((error) => {
				if (error) return reject(error);
				if (server.credentials === null || !connection.allowsAuth) return send();
				connection.login({ credentials: server.credentials }, (refusal) =>
					refusal ? reject(refusal) : send()
				);
			});
		});
		connection.quit();
	} catch (error) {
		connection.close();
		throw mailFailure(error as NodemailerError, body.isRead());
	} finally {
		clearTimeout(deadline);
	}
}

/** Mail through an SMTP server: one conversation per `send`, never a second one. Throws VendorError. */
export function createMail(options: MailOptions): Mail {
	const timeoutMs = options.timeoutMs ?? defaultTimeoutMs;
	const server = serverOf(options.url, timeoutMs);
	return {
		async send(message: MailMessage) {
			const mail = await compose(options.from, message);
			await converse(server, mail, options.deadlineMs ?? timeoutMs * 3);
		}
	};
}
