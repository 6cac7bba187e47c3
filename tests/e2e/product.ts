import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { spawnGuarded } from '../../scripts/lib/guard.ts';
import type { Guarded } from '../../scripts/lib/guard.ts';
import { freePort } from '../../scripts/lib/ports.ts';
import { cloneTemplate } from '../postgres.ts';
import type { TestPostgres } from '../postgres.ts';

export type Product = { url: string; databaseUrl: string; stop(): Promise<void> };

const startPatienceMs = 60_000;
const stopPatienceMs = 5_000;

/** The real web and the real worker, as two processes on a database of their own. */
export async function startProduct(
	name: string,
	postgres: TestPostgres,
	buildFolder: string,
	env: NodeJS.ProcessEnv = {}
): Promise<Product> {
	const databaseUrl = await cloneTemplate(postgres);
	const port = await freePort();
	const url = `http://localhost:${port}`;
	const logFile = `test-results/${name}.log`;
	const environment = {
		PATH: process.env.PATH,
		HOME: process.env.HOME,
		NODE_ENV: 'production',
		TZ: 'UTC',
		HOST: '127.0.0.1',
		PORT: String(port),
		ORIGIN: url,
		// Every journey comes from an address of its own, as people do; limits per address stay on.
		ADDRESS_HEADER: 'x-forwarded-for',
		DATABASE_URL: databaseUrl,
		APP_SECRET: randomBytes(32).toString('hex'),
		ENCRYPTION_KEYS: `journeys:${randomBytes(32).toString('base64')}`,
		...env
	};
	const log = openSync(logFile, 'w');
	const start = (part: string, script: string) =>
		spawnGuarded(`journeys-${part}`, 'TERM', [process.execPath, script], { env: environment, output: log });
	const processes = [start('web', `${buildFolder}/index.js`), start('worker', 'worker/main.ts')];
	closeSync(log);
	const stop = async () => void (await Promise.all(processes.map(end)));
	const ended = Promise.race(processes.map((one) => one.exited)).then(() => true);
	try {
		await untilReady(url, ended);
	} catch (error) {
		await stop();
		throw new Error(`The product did not start. Its log:\n${readFileSync(logFile, 'utf8')}`, {
			cause: error
		});
	}
	return { url, databaseUrl, stop };
}

/** In order, unless that takes too long: a model that never answers may hold a worker up. */
async function end(guarded: Guarded): Promise<void> {
	guarded.end();
	const insist = setTimeout(() => process.kill(-guarded.group, 'SIGKILL'), stopPatienceMs);
	await guarded.exited;
	clearTimeout(insist);
}

async function untilReady(url: string, ended: Promise<boolean>): Promise<void> {
	const deadline = Date.now() + startPatienceMs;
	while (!(await answers(`${url}/api/health/ready`))) {
		const pause = new Promise<false>((resolve) => setTimeout(resolve, 100, false));
		if (await Promise.race([ended, pause])) throw new Error('A process ended.');
		if (Date.now() > deadline) throw new Error(`It was not ready after ${startPatienceMs / 1000} seconds.`);
	}
}

async function answers(url: string): Promise<boolean> {
	try {
		return (await fetch(url, { headers: { 'x-forwarded-for': '127.0.0.1' } })).ok;
	} catch {
		return false;
	}
}
