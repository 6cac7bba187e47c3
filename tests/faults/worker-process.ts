import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';

const main = fileURLToPath(new URL('../../worker/main.ts', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
const restartMillis = 200;

export type Death = { code: number | null; signal: NodeJS.Signals | null; atMillis: number };

/** One real worker process. It is never left behind: the pipe to it closes when we die. */
export class WorkerProcess {
	readonly child: ChildProcess;
	readonly ended: Promise<Death>;
	/** What it has said so far, as log lines. */
	output = '';
	death: Death | null = null;

	constructor(env: Record<string, string>) {
		this.child = spawn(process.execPath, [main], {
			cwd: root,
			// Over the channel the worker learns that we are gone, even when somebody kills us the hard way.
			stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
			env: { PATH: process.env.PATH, TZ: 'Asia/Kolkata', ...env }
		});
		for (const stream of [this.child.stdout, this.child.stderr]) {
			stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
		}
		this.ended = once(this.child, 'exit').then(([code, signal]) => {
			this.death = { code, signal, atMillis: Date.now() };
			return this.death;
		});
	}

	/** Resolves when it has said that it is ready; throws what it said when it died before. */
	async ready(seconds = 60): Promise<this> {
		for (const until = Date.now() + seconds * 1_000; Date.now() < until; await sleep(25)) {
			if (this.output.includes('Worker is ready')) return this;
			if (this.death) break;
		}
		throw new Error(`The worker did not become ready. It said:\n${this.output}`);
	}

	signal(signal: NodeJS.Signals): void {
		if (!this.death) this.child.kill(signal);
	}

	async kill(): Promise<Death> {
		this.signal('SIGKILL');
		return this.ended;
	}
}

/** Keeps one worker running, as the launcher does: whoever ends by itself comes back. */
export class SupervisedWorker {
	current: WorkerProcess;
	deaths: Death[] = [];
	readonly #env: (wasKilled: boolean) => Record<string, string>;
	#stopping = false;
	readonly #over: Promise<void>;

	/** `env` is asked before each start, so that a failpoint can be for the lives before it has killed. */
	constructor(env: (wasKilled: boolean) => Record<string, string>) {
		this.#env = env;
		this.current = new WorkerProcess(env(false));
		this.#over = this.#watch();
	}

	/** By SIGKILL; on a busy machine a worker may have ended itself before. */
	get wasKilled(): boolean {
		return this.deaths.some(({ signal }) => signal === 'SIGKILL');
	}

	async #watch(): Promise<void> {
		for (;;) {
			const death = await this.current.ended;
			if (this.#stopping) return;
			this.deaths.push(death);
			await sleep(restartMillis);
			if (this.#stopping) return;
			this.current = new WorkerProcess(this.#env(this.wasKilled));
		}
	}

	async stop(): Promise<void> {
		this.#stopping = true;
		this.current.signal('SIGCONT');
		await this.current.kill();
		await this.#over;
	}
}
