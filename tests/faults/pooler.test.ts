import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import pg from 'pg';
import { isDirect } from '#server/db/pooler.ts';
import { freePort } from '../../scripts/lib/ports.ts';
import { onCluster } from './case.ts';
import type { FaultCluster } from '../support/fault-cluster.ts';

/** Fault 10: PgBouncer in transaction mode, the real one where it is installed. */

const missing = spawnSync('pgbouncer', ['--version']).status !== 0;

async function startPooler(cluster: FaultCluster): Promise<string> {
	const { hostname, port, username, password, pathname } = new URL(cluster.url);
	const folder = mkdtempSync(join(tmpdir(), 'agentforce-pgbouncer-'));
	chmodSync(folder, 0o755);
	const listens = await freePort();
	const file = join(folder, 'pgbouncer.ini');
	const settings = [
		'[databases]',
		`pooled = host=${hostname} port=${port} dbname=${pathname.slice(1)} user=${username} password=${password}`,
		'[pgbouncer]',
		'listen_addr = 127.0.0.1',
		`listen_port = ${listens}`,
		'unix_socket_dir =',
		'auth_type = any',
		'pool_mode = transaction',
		'default_pool_size = 10',
		'ignore_startup_parameters = extra_float_digits'
	];
	writeFileSync(file, settings.join('\n'));
	// It refuses to run as root.
	const asNobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
	const pooler: ChildProcess = spawn('pgbouncer', [file], { stdio: 'ignore', ...asNobody });
	const ended = new Promise((resolve) => pooler.once('exit', resolve));
	cluster.onClose(async () => {
		pooler.kill('SIGINT');
		await ended;
		rmSync(folder, { recursive: true });
	});
	const url = `postgresql://anybody@127.0.0.1:${listens}/pooled`;
	await cluster.until('the pooler answers', () => answers(url));
	return url;
}

async function answers(connectionString: string): Promise<boolean> {
	const client = new pg.Client({ connectionString });
	client.on('error', () => undefined);
	try {
		await client.connect();
		return (await client.query('select 1')).rowCount === 1;
	} catch {
		return false;
	} finally {
		await client.end().catch(() => undefined);
	}
}

test.skipIf(missing)('the worker refuses to start and says why; the web works through it', () =>
	onCluster({}, async (cluster) => {
		const pooled = await startPooler(cluster);
		for (let attempt = 1; attempt <= 2; attempt++) {
			const refused = cluster.worker({ DATABASE_URL: pooled });
			expect(await refused.ended).toMatchObject({ code: 1 });
			expect(refused.output).toContain('connection pooler in transaction mode');
			expect(refused.output).not.toContain('Worker is ready');
		}
		expect(await isDirect(cluster.url)).toBe(true);
		expect(await isDirect(pooled)).toBe(false);
		const web = cluster.openApp(pooled);
		const tenant = await cluster.newTenant();
		const given = await Promise.all(Array.from({ length: 20 }, () => cluster.task(tenant, 'Please.', web)));
		cluster.worker();
		await cluster.settled();
		for (const { id } of given) expect(await cluster.status(id)).toBe('needs_review');
	})
);
