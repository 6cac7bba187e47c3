import { setTimeout as sleep } from 'node:timers/promises';
import { cancelTask } from '#server/domain/task/cancel-task.ts';
import { decideTask } from '#server/domain/task/decide-task.ts';
import { retryTask } from '#server/domain/task/retry-task.ts';
import { pauseWorkspace, resumeWorkspace } from '#server/domain/lifecycle/pause-workspace.ts';
import { DomainError } from '#server/errors.ts';
import { countActionRules } from './action-invariants.ts';
import { clickOnAction, reconnectLater, reviewSome } from './chaos-actions.ts';
import { places, wishes } from './chaos-choices.ts';
import { countRules } from './invariants.ts';
import { FaultCluster, type GivenTask, type Tenant } from '../support/fault-cluster.ts';
import { ActionFixture } from '../support/action-fixture.ts';
import { numbersFrom } from './numbers-from.ts';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
import type { SupervisedWorker } from './worker-process.ts';
import { defined } from '../support/defined.ts';

export type ChaosOptions = { minutes: number; seed: number; workers: number; tasks: number };
const tooLate = new Set(['already_decided', 'illegal_transition', 'needs_choice', 'too_late']);
type Line = (line: string) => void;
type Wires = { database: TcpProxy; model: TcpProxy; google: TcpProxy };

/** Everything at once, for minutes: real workers, random faults, people who click; then peace, and the count. */
export class Chaos {
	readonly #cluster: FaultCluster;
	readonly #options: ChaosOptions;
	readonly #wires: Wires;
	readonly #random: () => number;
	readonly #done = new Map<string, number>();
	#workers: SupervisedWorker[] = [];
	#outboxes: ActionFixture[] = [];
	#given: { task: GivenTask; tenant: Tenant }[] = [];
	#over = false;

	private constructor(cluster: FaultCluster, options: ChaosOptions, wires: Wires) {
		this.#cluster = cluster;
		this.#options = options;
		this.#wires = wires;
		this.#random = numbersFrom(options.seed);
	}

	static async begin(
		postgres: { adminUrl: string; template: string },
		options: ChaosOptions
	): Promise<Chaos> {
		const cluster = await FaultCluster.open({ postgres, delayMs: 100, google: true });
		const wires = {
			database: await startTcpProxy(cluster.url),
			model: await startTcpProxy(cluster.peer.url),
			google: await startTcpProxy(defined(cluster.sandbox).url)
		};
		cluster.onClose(() => Promise.all(Object.values(wires).map((wire) => wire.close())));
		return new Chaos(cluster, options, wires);
	}

	/** Ends the turmoil early; what must hold is checked all the same. */
	stop(): void {
		this.#over = true;
	}

	/** Answers how many rules were broken. */
	async run(say: Line): Promise<number> {
		const { minutes, seed, workers, tasks } = this.#options;
		say(`Chaos: seed ${seed}, ${workers} workers, up to ${tasks} tasks, ${minutes} minutes`);
		const started = performance.now();
		try {
			await this.#open();
			setTimeout(() => this.stop(), minutes * 60_000).unref();
			await Promise.all([this.#giveTasks(), this.#makeTrouble(), this.#click()]);
			say(`Turmoil is over after ${seconds(started)} s; waiting until all work is done …`);
			const peace = performance.now();
			await this.#makePeace();
			await this.#cluster.settled(600);
			say(`Settled after ${seconds(peace)} s`);
			return await this.#report(say, started);
		} finally {
			await this.#cluster.close();
		}
	}

	async #open(): Promise<void> {
		const { workers } = this.#options;
		for (let nth = 0; nth < 8; nth++) {
			const plan = nth % 2 === 0 ? 'enterprise' : 'pro';
			const lostAnswerPolicy = nth % 3 === 0 ? 'ask' : 'repeat';
			this.#outboxes.push(await ActionFixture.open(this.#cluster, true, { plan, lostAnswerPolicy }));
		}
		const env = {
			DATABASE_URL: this.#wires.database.through(this.#cluster.url),
			OPENAI_BASE_URL: this.#wires.model.through(this.#cluster.peer.url),
			AGENTFORCE_SANDBOX: this.#wires.google.through(defined(this.#cluster.sandbox).url).replace(/\/$/, ''),
			LOG_LEVEL: 'warn'
		};
		// Every second life has a failpoint of its own.
		const failpoint = () => `${this.#pick(places)}@${1 + Math.floor(this.#random() * 40)}`;
		for (let nth = 0; nth < workers; nth++) {
			const lives = () => (this.#over || this.#random() < 0.5 ? undefined : failpoint());
			this.#workers.push(this.#cluster.supervised(env, lives));
		}
	}

	async #giveTasks(): Promise<void> {
		const pauseMillis = (this.#options.minutes * 60_000) / this.#options.tasks;
		while (!this.#over && this.#given.length < this.#options.tasks) {
			const { tenant, spreadsheet } = this.#pick(this.#outboxes);
			const wish = this.#pick(wishes).replaceAll('SHEET', spreadsheet);
			this.#given.push({ tenant, task: await this.#cluster.task(tenant, wish) });
			await sleep(pauseMillis * this.#random());
		}
	}

	async #makeTrouble(): Promise<void> {
		while (!this.#over) {
			await sleep(500 + 4_000 * this.#random());
			const [name, trouble] = this.#pick(Object.entries(this.#troubles));
			this.#count(name);
			await trouble();
		}
	}

	readonly #troubles: Record<string, () => unknown> = {
		'worker killed': () => this.#pick(this.#workers).current.signal('SIGKILL'),
		'worker asked to leave': () => this.#pick(this.#workers).current.signal('SIGTERM'),
		'worker stopped for a while': async () => {
			const { current } = this.#pick(this.#workers);
			current.signal('SIGSTOP');
			await sleep(this.#random() * this.#cluster.app.timings.leaseSeconds * 1_500);
			current.signal('SIGCONT');
		},
		'backends terminated': () => this.#cluster.app.db.$executeRaw`
			select pg_terminate_backend(pid) from pg_stat_activity
			where datname = current_database() and application_name like 'agentforce%' and random() < 0.3`,
		'database connections reset': () => this.#wires.database.reset(),
		'database connections half-open': () => this.#wires.database.freezeOpen(),
		'database away for a while': () => this.#withFault('database', { kind: 'refuse' }),
		'database slow for a while': () => this.#withFault('database', { kind: 'delay', millis: 40 }),
		'model connections reset': () => this.#wires.model.reset(),
		'model away for a while': () => this.#withFault('model', { kind: 'refuse' }),
		'Google’s connections reset': () => this.#wires.google.reset(),
		'Google away for a while': () => this.#withFault('google', { kind: 'refuse' }),
		'Google’s answers cut off for a while': () => this.#withFault('google', { kind: 'cut', afterBytes: 300 }),
		'Google connection revoked for a while': () =>
			reconnectLater(this.#pick(this.#outboxes), this.#random() * 10_000),
		'answers cut off for a while': () => this.#withFault('model', { kind: 'cut', afterBytes: 9_000 })
	};

	async #withFault(wire: keyof Wires, fault: Parameters<TcpProxy['set']>[0]): Promise<void> {
		this.#wires[wire].set(fault);
		if (fault.kind === 'refuse') this.#wires[wire].reset();
		await sleep(this.#random() * 8_000);
		this.#wires[wire].set({ kind: 'none' });
	}

	/** People do not wait until the machines are well. Who comes too late is told so, and that is right. */
	async #click(): Promise<void> {
		const { app } = this.#cluster;
		const clicks: Record<string, (task: GivenTask, tenant: Tenant) => Promise<unknown>> = {
			'cancel clicked': ({ id }, { owner }) => cancelTask(app, owner, id),
			'approve clicked': ({ id }, { owner }) => decideTask(app, owner, { id, decision: 'approve' }),
			'revise clicked': ({ id }, { owner }) =>
				decideTask(app, owner, { id, decision: 'revise', feedback: 'Shorter.' }),
			'retry clicked': ({ id }, { owner }) => retryTask(app, owner, id),
			'actions approved': () => reviewSome(this.#pick(this.#outboxes), this.#random),
			'more actions approved': () => reviewSome(this.#pick(this.#outboxes), this.#random),
			'approval undone or question answered': () => clickOnAction(this.#pick(this.#outboxes), this.#random),
			'pause clicked': async (_task, { owner }) => {
				await pauseWorkspace(app, owner);
				await sleep(this.#random() * 2_000);
				await resumeWorkspace(app, owner);
			}
		};
		while (!this.#over) {
			await sleep(600 * this.#random());
			const target = this.#given.length > 0 ? this.#pick(this.#given.slice(-200)) : null;
			if (!target) continue;
			const [name, click] = this.#pick(Object.entries(clicks));
			const late = (error: unknown) => {
				if (!(error instanceof DomainError) || !tooLate.has(error.code)) throw error as Error;
				return 'late';
			};
			if ((await click(target.task, target.tenant).catch(late)) !== 'late') this.#count(name);
		}
	}

	/** All wires whole, everybody awake, no failpoint any more. */
	async #makePeace(): Promise<void> {
		for (const wire of Object.values(this.#wires)) wire.set({ kind: 'none' });
		for (const fixture of this.#outboxes) await fixture.connect();
		for (const worker of this.#workers) {
			worker.current.signal('SIGCONT');
			worker.current.signal('SIGKILL');
		}
	}

	async #report(say: Line, started: number): Promise<number> {
		const { db } = this.#cluster.app;
		const ends = await db.task.groupBy({
			by: ['status', 'errorCode'],
			_count: true,
			orderBy: { status: 'asc' }
		});
		const deaths = this.#workers.flatMap((worker) => worker.deaths);
		const killed = deaths.filter(({ signal }) => signal === 'SIGKILL').length;
		say('\nWhat was done');
		for (const [what, times] of [...this.#done].sort()) say(`  ${String(times).padStart(5)}  ${what}`);
		say(`  ${String(deaths.length).padStart(5)}  workers ended (${killed} by SIGKILL) and came back`);
		say('\nHow the tasks ended');
		for (const { status, errorCode, _count } of ends)
			say(`  ${String(_count).padStart(5)}  ${status}${errorCode ? `: ${errorCode}` : ''}`);
		const acted = await db.action.groupBy({
			by: ['kind', 'status', 'errorCode'],
			_count: true,
			orderBy: [{ kind: 'asc' }, { status: 'asc' }]
		});
		say('\nHow the actions ended');
		for (const { kind, status, errorCode, _count } of acted)
			say(`  ${String(_count).padStart(5)}  ${kind} ${status}${errorCode ? `: ${errorCode}` : ''}`);
		const perSecond = (this.#given.length / Number(seconds(started))).toFixed(1);
		say(
			`\n${this.#given.length} tasks, ${this.#cluster.peer.requests.length} model requests, ${perSecond} tasks/s`
		);
		const broken = await this.#cluster.violations();
		for (const violation of broken) say(`BROKEN: ${violation}`);
		const rules = countRules + countActionRules;
		const failed = Math.min(broken.length, rules);
		say(`seed ${this.#options.seed}`);
		say(`${rules - failed} passed, ${failed} failed`);
		return broken.length;
	}

	#pick<Item>(items: Item[]): Item {
		return defined(items[Math.floor(this.#random() * items.length)]);
	}

	#count(name: string): void {
		this.#done.set(name, (this.#done.get(name) ?? 0) + 1);
	}
}

function seconds(since: number): string {
	return ((performance.now() - since) / 1_000).toFixed(1);
}
