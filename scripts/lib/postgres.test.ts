import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { loadLauncherConfig } from '../../src/lib/server/config.ts';
import { openDataFolder } from './data-folder.ts';
import { keepPostgres } from './keep-postgres.ts';
import { runningPostgresUrl, startPostgres } from './postgres.ts';

function temporaryFolder() {
	const folder = mkdtempSync(join(tmpdir(), 'agentforce-data-'));
	onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
	return openDataFolder(join(folder, 'data'));
}

async function query(url: string, sql: string): Promise<unknown[]> {
	const client = new Client({ connectionString: url });
	await client.connect();
	try {
		return (await client.query(sql)).rows;
	} finally {
		await client.end();
	}
}

test('secrets are made once and can be read by their owner alone', () => {
	const folder = temporaryFolder();
	expect(openDataFolder(folder.path)).toEqual(folder);
	expect(folder.appSecret).toMatch(/^[0-9a-f]{64}$/);
	expect(loadLauncherConfig({ ENCRYPTION_KEYS: folder.encryptionKeys }).encryptionKeys).toHaveLength(1);
	expect(statSync(join(folder.path, 'secrets.json')).mode & 0o777).toBe(0o600);
});

test('a folder from before a secret was needed keeps its own and gets the new one', () => {
	const folder = temporaryFolder();
	const file = join(folder.path, 'secrets.json');
	const { path: _, encryptionKeys, ...older } = folder;
	writeFileSync(file, JSON.stringify(older));
	const opened = openDataFolder(folder.path);
	expect(opened).toMatchObject(older);
	expect(opened.encryptionKeys).not.toBe(encryptionKeys);
	expect(openDataFolder(folder.path)).toEqual(opened);
});

test('what was written is there after a kill -9 of the server, which comes back at the same address', async () => {
	const folder = temporaryFolder();
	const options = { dataDir: folder.path, password: folder.postgresPassword };
	const said: string[] = [];
	const kept = await keepPostgres(options, (message) => void said.push(message));
	try {
		expect(runningPostgresUrl(folder.path, folder.postgresPassword)).toBe(kept.url);
		expect(await query(kept.url, "select current_setting('fsync') as fsync")).toEqual([{ fsync: 'on' }]);
		await query(kept.url, 'create table kept as select 42 as answer');
		const [pid] = readFileSync(join(folder.path, 'postgres/postmaster.pid'), 'utf8').split('\n');
		process.kill(Number(pid), 'SIGKILL');
		await expect.poll(() => said, { timeout: 20_000 }).toEqual(['  ! Postgres ended and is started again']);
		const answer = () => query(kept.url, 'select answer from kept').catch(() => null);
		await expect.poll(answer, { timeout: 30_000 }).toEqual([{ answer: 42 }]);
	} finally {
		await kept.stop();
	}
	expect(runningPostgresUrl(folder.path, folder.postgresPassword)).toBe(null);
});

test('a stopped server starts again with the same data', async () => {
	const folder = temporaryFolder();
	const options = { dataDir: folder.path, password: folder.postgresPassword };
	const first = await startPostgres(options);
	await query(first.url, 'create table kept as select 42 as answer');
	await first.stop();
	const second = await startPostgres(options);
	const rows = await query(second.url, 'select answer from kept');
	await second.stop();
	expect(rows).toEqual([{ answer: 42 }]);
});
