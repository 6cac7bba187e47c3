import { randomBytes } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnGuarded } from '../../scripts/lib/guard.ts';
import type { Guarded } from '../../scripts/lib/guard.ts';
import { tellStripe } from '../../scripts/lib/sandbox-part.ts';
import { sandboxKeys } from '../../sandbox/stripe/state.ts';
import { freePort } from '../../scripts/lib/ports.ts';
import { cloneTemplate } from '../support/postgres.ts';
import { startGoogleValidator } from '../peers/google-validator.ts';
import type { TestPostgres } from '../support/postgres.ts';

export type Product = {
	url: string;
	databaseUrl: string;
	/** Where Google is played, and mail kept. */
	sandboxUrl: string;
	stripeUrl: string;
	validatorUrl: string;
	stop(): Promise<void>;
};

const startPatienceMs = 60_000;
const stopPatienceMs = 5_000;

/** The real web and the real worker, as two processes on a database of their own, and Google's sandbox beside them. */
export async function startProduct(
	name: string,
	postgres: TestPostgres,
	buildFolder: string,
	env: NodeJS.ProcessEnv = {}
): Promise<Product> {
	const databaseUrl = await cloneTemplate(postgres);
	const port = await freePort();
	const url = `http://localhost:${port}`;
	const sandbox = await sandboxPlace();
	const validator = await startGoogleValidator({ upstream: sandbox.url });
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
		// A journey fills its workspace in a moment, as nobody does by hand.
		RATE_LIMITS: '20',
		DATABASE_URL: databaseUrl,
		APP_SECRET: randomBytes(32).toString('hex'),
		ENCRYPTION_KEYS: `journeys:${randomBytes(32).toString('base64')}`,
		...sandbox.env,
		// Every request to Google is held against Google's own descriptions on its way.
		AGENTFORCE_SANDBOX: validator.url,
		...env
	};
	const log = openSync(logFile, 'w');
	const start = (part: string, script: string) =>
		spawnGuarded(`journeys-${part}`, 'TERM', [process.execPath, script], { env: environment, output: log });
	const processes = [
		start('sandbox', 'sandbox/main.ts'),
		start('web', `${buildFolder}/index.js`),
		start('worker', 'worker/main.ts')
	];
	closeSync(log);
	const stop = async () => {
		await Promise.all(processes.map(end));
		await validator.stop();
		rmSync(sandbox.env.SANDBOX_DIR, { recursive: true, force: true });
	};
	const ended = Promise.race(processes.map((one) => one.exited)).then(() => true);
	try {
		await untilReady(`${url}/api/health/ready`, ended);
		await untilReady(sandbox.url, ended);
		await untilReady(sandbox.stripeUrl, ended);
		await tellStripe(sandbox.stripeUrl, url);
	} catch (error) {
		await stop();
		throw new Error(`The product did not start. Its log:\n${readFileSync(logFile, 'utf8')}`, {
			cause: error
		});
	}
	const { url: sandboxUrl, stripeUrl } = sandbox;
	return { url, databaseUrl, sandboxUrl, stripeUrl, validatorUrl: validator.url, stop };
}

/** Time passes there as in tests of the sandbox itself: what takes Google seconds takes it a tenth. */
async function sandboxPlace() {
	const [port, smtpPort, stripePort] = [await freePort(), await freePort(), await freePort()];
	const url = `http://127.0.0.1:${port}`;
	const stripeUrl = `http://127.0.0.1:${stripePort}`;
	const env = {
		SANDBOX_PORT: String(port),
		SANDBOX_SMTP_PORT: String(smtpPort),
		SANDBOX_STRIPE_PORT: String(stripePort),
		STRIPE_API_URL: stripeUrl,
		STRIPE_SECRET_KEY: sandboxKeys.secretKey,
		STRIPE_WEBHOOK_SECRET: sandboxKeys.webhookSecret,
		SANDBOX_DIR: mkdtempSync(join(tmpdir(), 'agentforce-journeys-')),
		SANDBOX_TIME_SCALE: '0.1',
		AGENTFORCE_SANDBOX: url,
		SMTP_URL: `smtp://127.0.0.1:${smtpPort}`
	};
	return { url, stripeUrl, env };
}

/** In order, unless that takes too long: a model that never answers may hold a worker up. */
async function end(guarded: Guarded): Promise<void> {
	guarded.end();
	const insist = setTimeout(() => process.kill(-guarded.group, 'SIGKILL'), stopPatienceMs);
	await guarded.exited;
	clearTimeout(insist);
}

async function untilReady(address: string, ended: Promise<boolean>): Promise<void> {
	const deadline = Date.now() + startPatienceMs;
	while (!(await answers(address))) {
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
