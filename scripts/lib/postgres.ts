import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
	chownSync,
	closeSync,
	mkdirSync,
	mkdtempSync,
	openSync,
	readFileSync,
	renameSync,
	rmSync
} from 'node:fs';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { spawnGuarded } from './guard.ts';
import type { Guarded } from './guard.ts';
import { freePort } from './ports.ts';
import { asUser, findBinaries, postgresIdentity } from './postgres-binaries.ts';
import type { Binaries, Identity } from './postgres-binaries.ts';
import { endProcess, isOurs, waitUntil } from './processes.ts';

export type Postgres = {
	url: string;
	port: number;
	/** Resolves when the server has ended, for whatever reason. */
	exited: Promise<void>;
	/** Ends it in order: open transactions are rolled back, the rest is on disk. */
	stop(): Promise<void>;
};

type Cluster = {
	folder: string;
	logFile: string;
	password: string;
	/** Nothing is waited for until it is on disk. */
	throwaway: boolean;
	/** Room for several products at once. */
	shared: boolean;
};

const user = 'agentforce';
const database = 'agentforce';

const settings = {
	listen_addresses: '127.0.0.1',
	unix_socket_directories: '',
	max_connections: '100',
	shared_buffers: '128MB',
	jit: 'off',
	TimeZone: 'UTC',
	log_timezone: 'UTC',
	log_checkpoints: 'off'
};

/** Quick and forgetful: only for data that nobody will miss. */
const throwawaySettings = {
	fsync: 'off',
	synchronous_commit: 'off',
	full_page_writes: 'off',
	wal_level: 'minimal',
	max_wal_senders: '0',
	autovacuum: 'off'
};

/**
 * Starts the cluster in `dataDir`/postgres, which is made first when there is none. A `port` brings it
 * back where its clients look for it.
 */
export async function startPostgres(options: {
	dataDir: string;
	password: string;
	port?: number;
}): Promise<Postgres> {
	const dataDir = resolve(options.dataDir);
	mkdirSync(join(dataDir, 'logs'), { recursive: true });
	const cluster = {
		folder: join(dataDir, 'postgres'),
		logFile: join(dataDir, 'logs', 'postgres.log'),
		password: options.password,
		throwaway: false,
		shared: false
	};
	return startCluster(cluster, options.port);
}

/**
 * A server for tests and benches in a temporary folder that goes away with it. A `durable` one has the
 * settings of the product's own, but for more connections, so that what is measured on it costs what it costs there.
 */
export async function startThrowawayPostgres({ durable = false } = {}): Promise<Postgres> {
	const folder = mkdtempSync(join(tmpdir(), 'agentforce-postgres-'));
	const identity = postgresIdentity();
	if (identity) chownSync(folder, identity.uid, identity.gid);
	const password = randomBytes(12).toString('hex');
	const cluster = {
		folder: join(folder, 'postgres'),
		logFile: join(folder, 'postgres.log'),
		password,
		throwaway: !durable,
		shared: true
	};
	const server = await startCluster(cluster);
	const stop = async () => {
		await server.stop();
		rmSync(folder, { recursive: true, force: true });
	};
	return { ...server, stop };
}

/** The address of the server that runs on this data folder now, or null. */
export function runningPostgresUrl(dataDir: string, password: string): string | null {
	const folder = join(resolve(dataDir), 'postgres');
	const running = readPidFile(folder);
	if (!running || running.status !== 'ready' || !isOurs(running.pid, folder)) return null;
	return urlOf(running.port, password);
}

async function startCluster(cluster: Cluster, wantedPort?: number): Promise<Postgres> {
	const binaries = await findBinaries();
	const identity = existsSync(cluster.folder) ? ownerOf(cluster.folder) : postgresIdentity();
	if (!existsSync(cluster.folder)) createCluster(cluster, binaries, identity);
	await endLeftover(cluster.folder);
	const port = wantedPort ?? (await freePort());
	const server = launch(cluster, binaries, identity, port);
	let ended = false;
	const exited = server.exited.then(() => void (ended = true));
	if (!(await waitUntil(() => ended || isReady(cluster.folder, port), 60_000)) || ended) {
		await stopServer(server, cluster.folder);
		throw startFailure(cluster);
	}
	return { url: urlOf(port, cluster.password), port, exited, stop: () => stopServer(server, cluster.folder) };
}

/** A cluster stays with the user who made it. */
function ownerOf(folder: string): Identity {
	const { uid, gid } = statSync(folder);
	return process.getuid?.() === 0 && uid !== 0 ? { uid, gid } : null;
}

/** Built aside and renamed: a crash half-way leaves no half cluster behind. */
function createCluster(cluster: Cluster, binaries: Binaries, identity: Identity): void {
	const building = `${cluster.folder}.new`;
	rmSync(building, { recursive: true, force: true });
	mkdirSync(building, { mode: 0o700 });
	const passwordFile = `${cluster.folder}.password`;
	writeFileSync(passwordFile, cluster.password, { mode: 0o600 });
	if (identity) for (const path of [building, passwordFile]) chownSync(path, identity.uid, identity.gid);
	try {
		const flags = [
			'--auth=scram-sha-256',
			`--username=${user}`,
			'--encoding=UTF8',
			'--locale=C',
			'--no-instructions'
		];
		const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
		const place = [
			`--pgdata=${building}`,
			`--pwfile=${passwordFile}`,
			...(cluster.throwaway ? ['--no-sync'] : [])
		];
		runAs(identity, building, [binaries.initdb, ...flags, ...locale, ...place]);
		const single = [binaries.postgres, '--single', '-D', building, 'postgres'];
		runAs(identity, building, single, `create database ${database}\n`);
	} finally {
		rmSync(passwordFile, { force: true });
	}
	renameSync(building, cluster.folder);
}

function runAs(identity: Identity, folder: string, args: string[], input = ''): void {
	const run = asUser(identity, folder, args);
	const result = spawnSync(run.command, run.args, {
		...run.options,
		input,
		encoding: 'utf8',
		env: environment()
	});
	if (result.status === 0) return;
	const said = result.error?.message ?? `${result.stdout}${result.stderr}`;
	throw new Error(`The embedded Postgres could not be set up. It said:\n${said.trim()}`);
}

function launch(cluster: Cluster, binaries: Binaries, identity: Identity, port: number): Guarded {
	const chosen = {
		...settings,
		...(cluster.throwaway ? throwawaySettings : {}),
		...(cluster.shared ? { max_connections: '200' } : {})
	};
	const flags = Object.entries(chosen).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	const server = [binaries.postgres, '-D', cluster.folder, '-p', String(port), ...flags];
	const { command, args, options } = asUser(identity, cluster.folder, server);
	const log = openSync(cluster.logFile, 'a', 0o600);
	try {
		const spawnOptions = { ...options, env: environment(), output: log };
		return spawnGuarded('agentforce-postgres', 'INT', [command, ...args], spawnOptions);
	} finally {
		closeSync(log);
	}
}

/** A server of this folder that a killed launcher left behind; its writes are kept. */
async function endLeftover(folder: string): Promise<void> {
	const running = readPidFile(folder);
	if (!running || !isOurs(running.pid, folder)) return;
	await endProcess(running.pid, 'SIGINT', 30_000);
}

async function stopServer(server: Guarded, folder: string): Promise<void> {
	server.end();
	let ended = false;
	void server.exited.then(() => (ended = true));
	if (await waitUntil(() => ended, 30_000)) return;
	const running = readPidFile(folder);
	if (running && isOurs(running.pid, folder)) await endProcess(running.pid, 'SIGQUIT', 5_000);
}

/** postmaster.pid: line 1 the pid, line 4 the port, line 8 the state. */
function readPidFile(folder: string): { pid: number; port: number; status: string } | null {
	try {
		const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
		return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() ?? '' };
	} catch {
		return null;
	}
}

/** The port tells this start from the file that a killed server left behind. */
function isReady(folder: string, port: number): boolean {
	const running = readPidFile(folder);
	return running?.port === port && running.status === 'ready';
}

function startFailure(cluster: Cluster): Error {
	const log = existsSync(cluster.logFile)
		? readFileSync(cluster.logFile, 'utf8').trim().split('\n').slice(-8)
		: [];
	return new Error(
		`The embedded Postgres did not start. Its last words, from ${cluster.logFile}:\n${log.join('\n')}`
	);
}

function urlOf(port: number, password: string): string {
	return `postgresql://${user}:${password}@127.0.0.1:${port}/${database}`;
}

function environment(): NodeJS.ProcessEnv {
	return { PATH: process.env.PATH, LC_ALL: 'C' };
}
