import { randomUUID } from 'node:crypto';
import {
	chmodSync,
	closeSync,
	fsyncSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	renameSync,
	writeSync
} from 'node:fs';
import { join } from 'node:path';

/** One hand-over of a mail, kept whether or not we said that we took it. */
export type Attempt = {
	id: string;
	receivedAt: string;
	/** `taken`: it lies in the mailbox. */
	outcome: 'taken' | 'answered 4xx' | 'answered 5xx' | 'never answered';
	from: string;
	to: string[];
	messageId: string;
	subject: string;
	text: string;
	html: string;
	headers: Record<string, string>;
};

export type AttemptStore = { all(): Attempt[]; add(attempt: Omit<Attempt, 'id'>): Attempt };

function writeDurably(folder: string, name: string, text: string): void {
	const draft = join(folder, `.${name}.part`);
	const file = openSync(draft, 'w', 0o600);
	writeSync(file, text);
	fsyncSync(file);
	closeSync(file);
	renameSync(draft, join(folder, name));
}

/** One file an attempt, complete before `add` returns; half a file of a killed process is never read. */
export function openStore(folder: string): AttemptStore {
	mkdirSync(folder, { recursive: true, mode: 0o700 });
	// One that an earlier version made was open to everybody on the machine.
	chmodSync(folder, 0o700);
	const attempts = readdirSync(folder)
		.filter((name) => /^[^.].*\.json$/.test(name))
		.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as Attempt)
		.sort((one, other) => one.receivedAt.localeCompare(other.receivedAt));
	return {
		all: () => attempts,
		add(attempt) {
			const kept = { id: randomUUID(), ...attempt };
			writeDurably(folder, `${kept.id}.json`, JSON.stringify(kept));
			attempts.push(kept);
			return kept;
		}
	};
}
