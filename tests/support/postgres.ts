import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';

export type TestPostgres = {
	/** Connects to the database from which others are created and dropped. */
	adminUrl: string;
	/** The migrated and seeded database that tests clone. */
	template: string;
	stop(): Promise<void>;
};

const serverScript = fileURLToPath(new URL('postgres-server.ts', import.meta.url));

/**
 * Starts a throwaway Postgres in a process of its own, because it needs plain Node where a test runner
 * has its own module loader. The pipe ties the two together: it never outlives us, not even after kill -9.
 */
export async function startTestPostgres(): Promise<TestPostgres> {
	const child = spawn(process.execPath, [serverScript], {
		detached: true,
		stdio: ['pipe', 'pipe', 'inherit']
	});
	const exited = once(child, 'exit');
	const firstLine = once(createInterface({ input: child.stdout }), 'line') as Promise<[string]>;
	const started = await Promise.race([firstLine, exited.then(() => null)]);
	if (!started) throw new Error('Postgres for the tests did not start; the lines above say why.');
	const { adminUrl, template } = JSON.parse(started[0]) as { adminUrl: string; template: string };
	const stop = async () => {
		child.stdin.end();
		await exited;
	};
	return { adminUrl, template, stop };
}

/** Makes a database on the same server and answers its address. */
export async function createDatabase(adminUrl: string, name: string, template?: string): Promise<string> {
	await query(adminUrl, `create database "${name}"${template ? ` template "${template}"` : ''}`);
	const url = new URL(adminUrl);
	url.pathname = `/${name}`;
	return url.href;
}

/** Copies the template, under a name nobody else has. */
export function cloneTemplate({ adminUrl, template }: Omit<TestPostgres, 'stop'>): Promise<string> {
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
