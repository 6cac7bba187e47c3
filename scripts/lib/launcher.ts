import type { LauncherConfig } from '../../src/lib/server/config.ts';
import { isLoopback } from '../../src/lib/server/config-values.ts';
import { build, generate, isBuilt } from './build.ts';
import { openDataFolder } from './data-folder.ts';
import type { DataFolder } from './data-folder.ts';
import { Endings } from './endings.ts';
import { takeDataFolder } from './launcher-lock.ts';
import type { LauncherLock } from './launcher-lock.ts';
import { lastLines, logFile, spawnPart } from './parts.ts';
import type { PartName, PartsEnvironment, SandboxEnvironment } from './parts.ts';
import { isFree, nextFreePort } from './ports.ts';
import { keepPostgres } from './keep-postgres.ts';
import { killGroup } from './processes.ts';
import {
	sandboxAddresses,
	sandboxEnvironment,
	sandboxIsThere,
	tellStripe,
	wantsSandbox
} from './sandbox-part.ts';
import { stage } from './stages.mjs';
import { supervise } from './supervisor.ts';
import type { Part } from './supervisor.ts';

type Mode = 'production' | 'development';

/** A worker may finish what it runs; the web only has its open pages to close. */
const patienceMs = { worker: 30_000, web: 10_000, sandbox: 5_000 };
const titles: Record<PartName, string> = { web: 'Web', worker: 'Worker', sandbox: 'Sandbox' };
const readyWithinMs = 90_000;
const workerPatienceMs = 15_000;

/** Brings up the whole product in stages, keeps it up, and ends it in order. */
export class Launcher {
	readonly #mode: Mode;
	readonly #endings: Endings;
	readonly #groups: Record<string, number> = {};
	#lock: LauncherLock | null = null;

	constructor(mode: Mode) {
		this.#mode = mode;
		this.#endings = new Endings(() => void this.#end(0));
	}

	async start(config: LauncherConfig): Promise<void> {
		if (config.port !== null && !(await isFree(config.port))) throw portTaken(config.port);
		const folder = openDataFolder(config.dataDir);
		this.#lock = await takeDataFolder(folder.path);
		await this.#stage('Generated code', generate);
		const databaseUrl = config.databaseUrl ?? (await this.#startPostgres(folder));
		// Only now, for it needs the code that was just generated.
		const { migrate } = await import('./migrate.ts');
		await this.#stage('Database', () => migrate(databaseUrl));
		if (this.#mode === 'production') await this.#stage('Build', async () => isBuilt() || (await build()));
		const sandbox = wantsSandbox(config) ? await this.#startSandbox(config, folder) : null;
		const base = { DATABASE_URL: databaseUrl, ...sandbox };
		const origin = await this.#stage('Web and worker', () => this.#startParts(config, folder, base));
		await tellStripe(sandbox?.STRIPE_API_URL, origin);
		this.#lock.update({ state: 'running', url: origin });
		if (sandbox) console.log(`\nGoogle is played on this machine, at ${sandbox.AGENTFORCE_SANDBOX}`);
		if (sandbox?.STRIPE_API_URL)
			console.log(`Stripe is played on this machine, at ${sandbox.STRIPE_API_URL}`);
		console.log(`\n${whoCanReach(config.host)}`);
		console.log(`AgentForce is ready at ${origin}`);
	}

	/** Says what went wrong, ends what was started, and ends this process with 1. */
	async fail(error: unknown): Promise<void> {
		if (this.#endings.requested) return;
		console.error(`\n${error instanceof Error ? error.message : String(error)}`);
		await this.#end(1);
	}

	async #end(code: number): Promise<void> {
		this.#lock?.update({ state: 'stopping' });
		await this.#endings.run();
		this.#lock?.release();
		process.exit(code);
	}

	/** A stage that somebody interrupted goes no further: the end is on its way. */
	async #stage<Result>(name: string, work: () => Promise<Result>): Promise<Result> {
		const result = await stage(name, work);
		if (this.#endings.requested) return new Promise(() => {});
		return result;
	}

	#startPostgres(folder: DataFolder): Promise<string> {
		return this.#stage('Postgres', async () => {
			const say = (message: string) => console.log(message);
			const postgres = await keepPostgres({ dataDir: folder.path, password: folder.postgresPassword }, say);
			this.#endings.add({ name: 'Postgres', stop: postgres.stop, force: postgres.force });
			return postgres.url;
		});
	}

	async #startSandbox(config: LauncherConfig, folder: DataFolder) {
		const env = await sandboxEnvironment(folder.path);
		const addresses = sandboxAddresses(env, config);
		await this.#stage('Sandbox', () => {
			const { part } = this.#startPart('sandbox', env, folder);
			return sandboxIsThere(part, addresses.AGENTFORCE_SANDBOX, folder.path);
		});
		return addresses;
	}

	async #startParts(
		config: LauncherConfig,
		folder: DataFolder,
		base: Omit<PartsEnvironment, 'APP_SECRET' | 'ENCRYPTION_KEYS' | 'PORT' | 'ORIGIN' | 'HOST'>
	): Promise<string> {
		const secrets = {
			...base,
			APP_SECRET: config.appSecret ?? folder.appSecret,
			...(config.encryptionKeys ? {} : { ENCRYPTION_KEYS: folder.encryptionKeys })
		};
		for (let from = 3000; ;) {
			const port = config.port ?? (await nextFreePort(from));
			const origin = config.origin ?? `http://localhost:${port}`;
			const env = { ...secrets, PORT: String(port), ORIGIN: origin, HOST: config.host };
			const web = this.#startPart('web', env, folder);
			const health = `http://${hereOf(config.host)}:${port}/api/health/ready`;
			if (await isReady(web.part, health)) {
				this.#startPart('worker', env, folder);
				await workerIsThere(health);
				return origin;
			}
			web.forget();
			await web.part.stop(0);
			// Somebody else may have taken the port between our look and our start.
			if (config.port !== null || (await isFree(port))) throw notReady(logFile(folder.path, 'web'));
			from = port + 1;
		}
	}

	#startPart(
		name: PartName,
		env: PartsEnvironment | SandboxEnvironment,
		folder: DataFolder
	): { part: Part; forget: () => void } {
		const file = logFile(folder.path, name);
		const spawn = () => spawnPart(name, this.#mode, env, file);
		const part = supervise(name, spawn, ({ group, crash }) => {
			this.#groups[name] = group;
			this.#lock?.update({ parts: this.#groups });
			if (crash && !this.#endings.requested) report(name, crash);
		});
		const force = () => killGroup(part.group());
		const forget = this.#endings.add({ name: titles[name], stop: () => part.stop(patienceMs[name]), force });
		return { part, forget };
	}
}

/** How this machine itself gets to what listens on `host`. */
function hereOf(host: string): string {
	const every = host === '0.0.0.0' || host === '::';
	return every ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
}

function whoCanReach(host: string): string {
	return isLoopback(host)
		? 'Only this machine can reach it. HOST=0.0.0.0 opens it to the network.'
		: `It listens on ${host}: whoever can reach this machine can reach it.`;
}

function report(name: PartName, { code, pauseMs }: { code: number; pauseMs: number }): void {
	console.log(`  ! The ${name} ended (code ${code}) and comes back in ${pauseMs / 1000} s`);
}

/** A 200 counts only from our own web: one that has crashed did not answer it. */
async function isReady(web: Part, health: string): Promise<boolean> {
	const deadline = Date.now() + readyWithinMs;
	while (Date.now() < deadline && web.crashes() === 0) {
		if ((await statusOf(health)) === 200) return web.crashes() === 0;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	return false;
}

/** Work is taken on from now on in any case; a worker that is slow to come only makes it wait. */
async function workerIsThere(health: string): Promise<void> {
	const deadline = Date.now() + workerPatienceMs;
	while (Date.now() < deadline) {
		const state = await fetch(health).then(
			(response) => response.json() as Promise<{ worker?: boolean }>,
			() => null
		);
		if (state?.worker) return;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}

async function statusOf(url: string): Promise<number> {
	try {
		return (await fetch(url, { signal: AbortSignal.timeout(30_000) })).status;
	} catch {
		return 0;
	}
}

function portTaken(port: number): Error {
	return new Error(
		`Port ${port} is taken. End what listens there, or set PORT to another one, for example PORT=${port + 1}.`
	);
}

function notReady(file: string): Error {
	return new Error(`The web did not become ready. Its last words, from ${file}:\n${lastLines(file)}`);
}
