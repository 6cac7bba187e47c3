import type { IncomingMessage, ServerResponse } from 'node:http';
import { handleMailbox } from './pages.ts';
import { startSmtp } from './smtp.ts';
import { openStore, type Attempt } from './store.ts';

export type Mailbox = {
	smtpUrl: string;
	/** What lies in the mailbox, oldest first; a mail that was taken twice is there twice. */
	messages(): Attempt[];
	/** Every hand-over, the ones included that were refused or never answered. */
	attempts(): Attempt[];
	/** Answers requests under `/mailbox`; false for all others. */
	handle(request: IncomingMessage, response: ServerResponse): boolean;
	close(): Promise<void>;
};

/** Mail for everybody, kept in `dir` and shown under `/mailbox`; nothing goes out from here. */
export async function startMailbox(options: { smtpPort: number; dir: string }): Promise<Mailbox> {
	const store = openStore(options.dir);
	const smtp = await startSmtp(store, options.smtpPort);
	return {
		smtpUrl: smtp.url,
		messages: () => store.all().filter(({ outcome }) => outcome === 'taken'),
		attempts: () => [...store.all()],
		handle: (request, response) => handleMailbox(store.all(), request, response),
		close: smtp.close
	};
}
