import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { freePort } from '../../scripts/lib/ports.ts';
import { cloneTemplate } from '../postgres.ts';
import type { TestPostgres } from '../postgres.ts';
import { startTied } from '../tied-process.ts';

export type Product = { url: string; databaseUrl: string; stop(): Promise<void> };

const patienceMs = 60_000;

/** The real web and the real worker, as two processes on a database of their own. */
export async function startProduct(
	name: string,
	postgres: TestPostgres,
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
		...env
	};
	const processes = [
		startTied([process.execPath, 'build/index.js'], environment, logFile),
		startTied([process.execPath, 'worker/main.ts'], environment, logFile)
	];
	const stop = async () => void (await Promise.all(processes.map((one) => one.stop())));
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

async function untilReady(url: string, ended: Promise<boolean>): Promise<void> {
	const deadline = Date.now() + patienceMs;
	while (!(await answers(`${url}/api/health/ready`))) {
		const pause = new Promise<false>((resolve) => setTimeout(resolve, 100, false));
		if (await Promise.race([ended, pause])) throw new Error('A process ended.');
		if (Date.now() > deadline) throw new Error(`It was not ready after ${patienceMs / 1000} seconds.`);
	}
}

async function answers(url: string): Promise<boolean> {
	try {
		return (await fetch(url, { headers: { 'x-forwarded-for': '127.0.0.1' } })).ok;
	} catch {
		return false;
	}
}
