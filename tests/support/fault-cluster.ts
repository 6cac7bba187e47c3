import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createApp, type App } from '#server/app.ts';
import { loadConfig } from '#server/config.ts';
import type { MemberActor } from '#server/domain/access/actor.ts';
import { createTask } from '#server/domain/task/create-task.ts';
import type { Prisma } from '#server/db/generated/client.ts';
import { isDatabaseDown } from '#server/trpc/error-map.ts';
import { createLog } from '#server/log.ts';
import { startSandbox, type Sandbox } from '../../sandbox/start.ts';
import { makeAgent, makeWorkspace } from './factories.ts';
import { startModelPeer, type ModelPeer } from '../peers/model-peer.ts';
import { cloneTemplate, dropDatabase } from './postgres.ts';
import { actionViolations } from '../faults/action-invariants.ts';
import { findViolations, fingerprint, unfinished } from '../faults/invariants.ts';
import { SupervisedWorker, WorkerProcess } from '../faults/worker-process.ts';

const appSecret = 'a secret that only the tests know of';
/** Leases of 12 s, a fence of 4 s: quick, and still calm on a busy machine. */
export const quickScale = 0.2;

export type GivenTask = { id: string; title: string };
export type Tenant = { owner: MemberActor; agentId: string };
type WorkspaceOverrides = Partial<Prisma.WorkspaceUncheckedCreateInput>;

type ClusterOptions = {
	postgres: { adminUrl: string; template: string };
	timeScale?: number;
	/** How long the model thinks before each answer. */
	delayMs?: number;
	/** Whether there is a Google beside the cluster, which keeps its own count. */
	google?: boolean;
};
type Peers = { model: ModelPeer; sandbox: Sandbox | null };

/** A cluster to break: a database of its own, a model that keeps count, real worker processes, and the verbs at hand. */
export class FaultCluster {
	readonly url: string;
	readonly app: App;
	readonly peer: ModelPeer;
	/** Only on a cluster that was opened with `google`. */
	readonly sandbox: Sandbox | null;
	readonly #options: ClusterOptions;
	readonly #workers: (WorkerProcess | SupervisedWorker)[] = [];
	readonly #closers: (() => Promise<unknown>)[] = [];
	#bystander = { workspaceId: '', fingerprint: '' };

	private constructor(options: ClusterOptions, url: string, { model, sandbox }: Peers) {
		this.#options = options;
		this.url = url;
		this.peer = model;
		this.sandbox = sandbox;
		this.app = this.openApp(url);
	}

	static async open(options: ClusterOptions): Promise<FaultCluster> {
		const url = await cloneTemplate(options.postgres);
		const model = await startModelPeer({ delayMs: options.delayMs ?? 0 });
		const dir = await mkdtemp(join(tmpdir(), 'agentforce-faults-'));
		const timeScale = options.timeScale ?? quickScale;
		const sandbox = options.google ? await startSandbox({ port: 0, dir, timeScale }) : null;
		const cluster = new FaultCluster(options, url, { model, sandbox });
		cluster.onClose(async () => sandbox?.close());
		cluster.onClose(() => rm(dir, { recursive: true, force: true }));
		await cluster.#letSomebodyLookOn();
		return cluster;
	}

	/** A workspace in which nothing happens: afterwards not one byte of it may have changed. */
	async #letSomebodyLookOn(): Promise<void> {
		const { owner, agentId } = await this.newTenant();
		const paused = { pausedAt: new Date() };
		await this.app.db.workspace.update({ where: { id: owner.workspaceId }, data: paused });
		await this.task({ owner, agentId }, 'Nobody touches this');
		const { workspaceId } = owner;
		this.#bystander = { workspaceId, fingerprint: await fingerprint(this.app.db, workspaceId) };
	}

	/** Another process's App, as the web has one, perhaps by way of a proxy. */
	openApp(databaseUrl: string, listen = false): App {
		const config = loadConfig(this.env({ DATABASE_URL: databaseUrl, LOG_LEVEL: 'silent' }));
		const app = createApp({ config, log: createLog(config), poolSize: 10, listen });
		this.#closers.push(() => app.close());
		return app;
	}

	onClose(close: () => Promise<unknown>): void {
		this.#closers.push(close);
	}

	env(overrides: Record<string, string> = {}): Record<string, string> {
		return {
			DATABASE_URL: this.url,
			APP_SECRET: appSecret,
			ENCRYPTION_KEYS: `tests:${Buffer.alloc(32, 7).toString('base64')}`,
			OPENAI_API_KEY: 'sk-test',
			OPENAI_BASE_URL: this.peer.url,
			OPENAI_MODEL: 'gpt-5-mini',
			...(this.sandbox && { AGENTFORCE_SANDBOX: this.sandbox.url }),
			WORKER_CONCURRENCY: '6',
			AGENTFORCE_TIME_SCALE: String(this.#options.timeScale ?? quickScale),
			LOG_LEVEL: 'info',
			...overrides
		};
	}

	/** One worker that stays dead when it dies. */
	worker(overrides: Record<string, string> = {}): WorkerProcess {
		const worker = new WorkerProcess(this.env(overrides));
		this.#workers.push(worker);
		return worker;
	}

	/**
	 * A worker that is started again whenever it ends. A failpoint is set until it has killed once, or a function
	 * is asked before each life.
	 */
	supervised(
		overrides: Record<string, string> = {},
		failpoint?: string | (() => string | undefined)
	): SupervisedWorker {
		const worker = new SupervisedWorker((wasKilled) => {
			const set = typeof failpoint === 'function' ? failpoint() : failpoint;
			const now = typeof failpoint === 'string' && wasKilled ? undefined : set;
			return this.env({ ...overrides, ...(now && { AGENTFORCE_FAILPOINT: now }) });
		});
		this.#workers.push(worker);
		return worker;
	}

	async newTenant(overrides: WorkspaceOverrides = {}): Promise<Tenant> {
		const { workspace, actor } = await makeWorkspace(this.app.db, { plan: 'enterprise', ...overrides });
		const agent = await makeAgent(this.app.db, workspace.id);
		return { owner: actor, agentId: agent.id };
	}

	/** Gives a task by the verb; its title is unique, so that the model's count is this task's. */
	async task(tenant: Tenant, instructions = 'Please.', app = this.app): Promise<GivenTask> {
		const title = `Task ${randomUUID()}`;
		const input = { agentId: tenant.agentId, title, instructions, type: 'work' as const };
		return { id: await createTask(app, tenant.owner, input, null), title };
	}

	async tasks(tenant: Tenant, count: number, instructions?: string): Promise<GivenTask[]> {
		return Promise.all(Array.from({ length: count }, () => this.task(tenant, instructions)));
	}

	async status(taskId: string): Promise<string> {
		const task = await this.app.db.task.findUniqueOrThrow({ where: { id: taskId } });
		return task.errorCode ? `${task.status}: ${task.errorCode}` : task.status;
	}

	/**
	 * Waits until something holds; answers after how many seconds. Throws with what is still open.
	 * A question that the database could not answer, because a case has just broken it, is asked again.
	 */
	async until(what: string, holds: () => Promise<boolean>, seconds = 60): Promise<number> {
		const started = performance.now();
		for (;;) {
			const passed = (performance.now() - started) / 1_000;
			if (await holds().catch(whenDatabaseIsDown)) return passed;
			if (passed > seconds) throw new Error(`Not within ${seconds} s: ${what}.\n${await this.describe()}`);
			await sleep(50);
		}
	}

	/** Waits until nothing is left to do: every task ended or with a person, every call settled. */
	async settled(seconds = 60): Promise<number> {
		const idle = async () => (await unfinished(this.app.db, this.#bystander.workspaceId)) === 0;
		return this.until('all work is done', idle, seconds);
	}

	/** What every case ends with: nothing of what must hold is broken. */
	async violations(): Promise<string[]> {
		const { db } = this.app;
		const { workspaceId, fingerprint: before } = this.#bystander;
		const touched = (await fingerprint(db, workspaceId)) !== before;
		const found = await findViolations(db, this.peer, this.app.timings.leaseSeconds);
		found.push(...(await actionViolations(db, this.sandbox, this.app.timings.leaseSeconds)));
		return touched ? [...found, 'a workspace in which nothing happened was changed'] : found;
	}

	/** For the message of a case that failed. */
	async describe(): Promise<string> {
		const open = await this.app.db.$queryRaw<object[]>`
			select t.id, t.status as task, r.status as run, r.lease_epoch, r.deaths, r.admitted, r.wait_reason,
				r.run_after, r.lease_owner, h.seen_at, j.locked_by, j.attempts, j.run_at, j.last_error, now()
			from tasks t join runs r on r.workspace_id = t.workspace_id and r.task_id = t.id
			left join worker_heartbeats h on h.id = r.lease_owner
			left join graphile_worker._private_jobs j on j.key = 'run:' || r.id
			where r.status in ('queued', 'running') and t.workspace_id <> ${this.#bystander.workspaceId}::uuid limit 5`;
		const tails = this.#workers.map((worker) => {
			const { output, death } = worker instanceof WorkerProcess ? worker : worker.current;
			return `${JSON.stringify(death)} ${output.slice(-1_500)}`;
		});
		const actions = await this.app.db.$queryRaw<object[]>`
			select id, title, status, wait_reason, attempt, deaths, lease_owner, run_after, error_message from actions
			where status in ('approved', 'dispatching', 'unknown') limit 5`;
		return [...[...open, ...actions].map((row) => JSON.stringify(row)), ...tails].join('\n');
	}

	async close(): Promise<void> {
		await Promise.all(
			this.#workers.map((worker) => {
				if (worker instanceof SupervisedWorker) return worker.stop();
				worker.signal('SIGCONT');
				return worker.kill();
			})
		);
		for (const close of this.#closers) await close();
		await this.peer.stop();
		await dropDatabase(this.#options.postgres.adminUrl, this.url);
	}
}

function whenDatabaseIsDown(error: unknown): false {
	if (!isDatabaseDown(error)) throw error;
	return false;
}
