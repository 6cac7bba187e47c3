import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import pg from 'pg';
import { runMigrations, Logger } from 'graphile-worker';
import { createApp, type App } from '#server/app.ts';
import { loadConfig } from '#server/config.ts';
import type { Actor } from '#server/domain/access/actor.ts';
import { createLog } from '#server/log.ts';
import { migrate } from '../../scripts/lib/migrate.ts';
import { startThrowawayPostgres } from '../../scripts/lib/postgres.ts';
import { makeAgent, makeWorkspace } from '../../tests/support/factories.ts';
import { createDatabase } from '../../tests/support/postgres.ts';
import { startProcess, stopProcess } from './child.ts';
import { atTheEnd } from './cleanup.ts';
import { until } from './clock.ts';

export type Tenant = { actor: Actor; agentId: string };

const appSecret = 'a secret that only the bench knows of';

/** How many jobs a worker runs at a time, on both sides: the product's default. */
export const concurrency = 20;

/** One Postgres for both sides, with the settings of the product's own: fsync and synchronous commit are on. */
export async function startGround(base = ''): Promise<Ground> {
	const server = await startThrowawayPostgres({ durable: true });
	atTheEnd(() => server.stop());
	return new Ground(server.url, base);
}

export class Ground {
	readonly #adminUrl: string;
	/** The folder of an earlier commit, built; empty when no bench of this run asks for it. */
	readonly base: string;
	#databases = 0;

	constructor(adminUrl: string, base: string) {
		this.#adminUrl = adminUrl;
		this.base = base;
	}

	/** A database as the product has it. */
	async ours(): Promise<string> {
		const url = await this.empty();
		await migrate(url);
		return url;
	}

	/** A database as the product in this folder has it. */
	async of(folder: string): Promise<string> {
		const url = await this.empty();
		const env = { ...process.env, ...productEnvironment(url) };
		await promisify(execFile)(process.execPath, ['scripts/db-migrate.ts'], { cwd: folder, env });
		return url;
	}

	/** A database that has the queue and nothing else. */
	async queueOnly(): Promise<string> {
		const url = await this.empty();
		await runMigrations({ connectionString: url, logger: new Logger(() => () => {}), noHandleSignals: true });
		return url;
	}

	empty(): Promise<string> {
		return createDatabase(this.#adminUrl, `bench_${++this.#databases}`);
	}
}

/** The environment of a real worker or web process on this database. */
export function productEnvironment(
	databaseUrl: string,
	more: Record<string, string> = {}
): Record<string, string> {
	return {
		DATABASE_URL: databaseUrl,
		APP_SECRET: appSecret,
		ENCRYPTION_KEYS: `bench:${Buffer.alloc(32, 7).toString('base64')}`,
		WORKER_CONCURRENCY: String(concurrency),
		LOG_LEVEL: 'warn',
		RATE_LIMITS: '0',
		NODE_ENV: 'production',
		OPENAI_API_KEY: '',
		...more
	};
}

/** The App as the web builds it, in this process. */
export function openApp(databaseUrl: string): App {
	const config = loadConfig(productEnvironment(databaseUrl));
	const app = createApp({ config, log: createLog(config), direct: true });
	atTheEnd(() => app.close());
	return app;
}

export function openPool(databaseUrl: string): pg.Pool {
	const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
	// The server goes away before its clients do when the bench is interrupted.
	pool.on('error', () => undefined);
	atTheEnd(() => pool.end());
	return pool;
}

/** A real worker process on this database, ready for work; of another folder's product when one is named. */
export async function startWorker(env: Record<string, string>, folder?: string) {
	const child = startProcess('worker/main.ts', [], env, folder);
	const pool = openPool(env.DATABASE_URL ?? '');
	const isThere = async () => {
		const there = `select 1 from worker_heartbeats where pid = $1 and kind = 'worker'`;
		return (await pool.query(there, [child.pid])).rowCount !== 0;
	};
	await until('the worker becomes ready', isThere);
	return { pid: child.pid ?? 0, stop: () => stopProcess(child), kill: () => stopProcess(child, 'SIGKILL') };
}

/** Workspaces of the largest plan, each with one agent, so that no plan's limit is what is measured. */
export async function makeTenants(app: App, count: number): Promise<Tenant[]> {
	const tenants: Tenant[] = [];
	for (let made = 0; made < count; made++) {
		const { workspace, actor } = await makeWorkspace(app.db, { plan: 'enterprise' });
		const agent = await makeAgent(app.db, workspace.id);
		tenants.push({ actor, agentId: agent.id });
	}
	return tenants;
}
