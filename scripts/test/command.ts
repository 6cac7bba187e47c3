import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

export type CommandResult = { code: number; output: string; seconds: number };

const running = new Set<ChildProcess>();
let ending = false;

/** Once everything is being ended nothing new begins and nothing is reported. */
const never = new Promise<never>(() => {});

type Options = {
	env?: NodeJS.ProcessEnv;
	/** It only computes, so whoever waits on clocks goes before it. */
	patient?: boolean;
};

/** Runs a program from node_modules/.bin or the PATH and keeps what it says. Never throws for a failing one. */
export function runCommand(
	command: string[],
	{ env = {}, patient = false }: Options = {}
): Promise<CommandResult> {
	if (ending) return never;
	const started = performance.now();
	const [program = '', ...args] = command;
	// A process group of its own, so that it can be ended with everything it started.
	const child = spawn(program, args, {
		detached: true,
		env: { ...process.env, ...env },
		stdio: ['ignore', 'pipe', 'pipe']
	});
	running.add(child);
	if (patient) letOthersGoFirst(child.pid);
	let output = '';
	for (const stream of [child.stdout, child.stderr]) {
		stream.setEncoding('utf8');
		stream.on('data', (text: string) => (output += text));
	}
	return new Promise((resolve) => {
		const finish = (code: number) => {
			running.delete(child);
			if (!ending) resolve({ code, output, seconds: (performance.now() - started) / 1000 });
		};
		child.once('error', (error) => {
			output += `${error.message}\n`;
			finish(127);
		});
		child.once('close', (code) => finish(code ?? 1));
	});
}

const behindOthers = 10;

function letOthersGoFirst(pid: number | undefined): void {
	if (pid === undefined) return;
	try {
		setPriority(pid, behindOthers);
		// Linux shares its time between sessions first, and this is one of its own.
		writeFileSync(`/proc/${pid}/autogroup`, String(behindOthers));
	} catch {
		// Then it goes on as everybody, which takes nothing but time.
	}
}

/** Ends whatever still runs: asks first, and insists after ten seconds. */
export async function endCommands(): Promise<void> {
	ending = true;
	const ended = [...running].map((child) => new Promise((resolve) => child.once('close', resolve)));
	signalAll('SIGINT');
	const insist = setTimeout(() => signalAll('SIGKILL'), 10_000);
	await Promise.all(ended);
	clearTimeout(insist);
}

function signalAll(signal: NodeJS.Signals): void {
	for (const { pid } of running) {
		try {
			if (pid) process.kill(-pid, signal);
		} catch {
			// It has ended in the meantime, which is what we want.
		}
	}
}
