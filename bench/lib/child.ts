import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { within } from './clock.ts';
import { atTheEnd, endEverything, isEnding } from './cleanup.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * A process of ours that ends when its channel to us closes, so that none outlives the bench. One that ends by itself
 * ends the bench.
 */
export function startProcess(
	script: string,
	args: string[],
	env: Record<string, string>,
	folder = root
): ChildProcess {
	const child = spawn(process.execPath, [...profiling(), script, ...args], {
		cwd: folder,
		env: { ...process.env, ...env },
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
		detached: true
	});
	child.once('exit', (code, signal) => {
		if (child.killed || isEnding()) return;
		console.error(`${script} ended by itself (${signal ?? `code ${code}`}).`);
		void endEverything().then(() => process.exit(1));
	});
	atTheEnd(() => stopProcess(child));
	return child;
}

/** BENCH_CPU_PROFILE=folder writes what each child spent its time on. */
function profiling(): string[] {
	const folder = process.env.BENCH_CPU_PROFILE;
	return folder ? ['--cpu-prof', `--cpu-prof-dir=${folder}`] : [];
}

export async function stopProcess(
	child: ChildProcess,
	signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'
): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const exited = once(child, 'exit');
	child.kill(signal);
	const insist = setTimeout(() => child.kill('SIGKILL'), 20_000);
	await exited;
	clearTimeout(insist);
}

/** One of bench/children, which answers questions. */
export class Child<Questions extends Record<string, { asks: unknown; answers: unknown }>> {
	readonly #process: ChildProcess;
	#next = 0;

	private constructor(child: ChildProcess) {
		this.#process = child;
	}

	static async start<Questions extends Record<string, { asks: unknown; answers: unknown }>>(
		name: string,
		env: Record<string, string>
	): Promise<Child<Questions>> {
		const child = startProcess(`bench/children/${name}.ts`, [], env);
		child.setMaxListeners(50);
		await within(`${name} becomes ready`, 60_000, once(child, 'message'));
		return new Child<Questions>(child);
	}

	ask<Name extends keyof Questions & string>(
		name: Name,
		asks: Questions[Name]['asks']
	): Promise<Questions[Name]['answers']> {
		const id = this.#next++;
		const answered = new Promise<Questions[Name]['answers']>((resolve, reject) => {
			const listen = (message: { id: number; answer?: unknown; error?: string }) => {
				if (message.id !== id) return;
				this.#process.off('message', listen);
				if (message.error) reject(new Error(message.error));
				else resolve(message.answer as Questions[Name]['answers']);
			};
			this.#process.on('message', listen);
		});
		this.#process.send({ id, name, asks });
		return within(`${name} is answered`, 120_000, answered);
	}

	/** What the child says without being asked. */
	hear(listen: (news: { started: string; at: number }) => void): () => void {
		const hear = (message: { news?: { started: string; at: number } }) =>
			message.news && listen(message.news);
		this.#process.on('message', hear);
		return () => void this.#process.off('message', hear);
	}

	stop(): Promise<void> {
		return stopProcess(this.#process);
	}
}
