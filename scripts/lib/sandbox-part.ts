import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LauncherConfig } from '../../src/lib/server/config.ts';
import { sandboxKeys } from '../../sandbox/stripe/state.ts';
import { lastLines, logFile } from './parts.ts';
import type { PartsEnvironment, SandboxEnvironment } from './parts.ts';
import { freePort, isFree } from './ports.ts';
import type { Part } from './supervisor.ts';

const readyWithinMs = 20_000;

/**
 * Google is played on this machine when nobody has given keys for the real one, unless AGENTFORCE_SANDBOX says
 * otherwise. An address on the internet means real people: for them nothing is ever simulated.
 */
export function wantsSandbox({ sandbox, google, origin }: LauncherConfig): boolean {
	return sandbox === null && google === null && (origin === null || isThisMachine(origin));
}

function isThisMachine(origin: string): boolean {
	return /^(localhost|127\.0\.0\.1|\[::1\])$/.test(new URL(origin).hostname);
}

/** The same ports at every start, for people keep links to their drafts and sheets; others when somebody took them. */
export async function sandboxEnvironment(folder: string): Promise<SandboxEnvironment> {
	const file = join(folder, 'sandbox.json');
	const before = readAddresses(file);
	const names = ['google', 'mail', 'stripe'] as const;
	const [google, mail, stripe] = await keepOrFind(names.map((name) => portOf(before[name])));
	const at = `127.0.0.1:`;
	const now = {
		google: `http://${at}${google}`,
		mail: `smtp://${at}${mail}`,
		stripe: `http://${at}${stripe}`
	};
	if (names.some((name) => now[name] !== before[name])) writeFileSync(file, JSON.stringify(now));
	return {
		SANDBOX_PORT: String(google),
		SANDBOX_SMTP_PORT: String(mail),
		SANDBOX_STRIPE_PORT: String(stripe),
		SANDBOX_DIR: join(folder, 'sandbox')
	};
}

type SandboxAddresses = Pick<
	PartsEnvironment,
	'SMTP_URL' | 'STRIPE_API_URL' | 'STRIPE_SECRET_KEY' | 'STRIPE_WEBHOOK_SECRET'
> & { AGENTFORCE_SANDBOX: string };

/** What web and worker are told: where Google and Stripe are, and where mail goes when nobody has named a server for it. */
export function sandboxAddresses(
	env: SandboxEnvironment,
	config: Pick<LauncherConfig, 'mail' | 'stripe'>
): SandboxAddresses {
	return {
		AGENTFORCE_SANDBOX: `http://127.0.0.1:${env.SANDBOX_PORT}`,
		...(config.mail ? {} : { SMTP_URL: `smtp://127.0.0.1:${env.SANDBOX_SMTP_PORT}` }),
		...(config.stripe
			? {}
			: {
					STRIPE_API_URL: `http://127.0.0.1:${env.SANDBOX_STRIPE_PORT}`,
					STRIPE_SECRET_KEY: sandboxKeys.secretKey,
					STRIPE_WEBHOOK_SECRET: sandboxKeys.webhookSecret
				})
	};
}

/** Throws, with its last words, when it does not come up. */
export async function sandboxIsThere(part: Part, url: string, folder: string): Promise<void> {
	const deadline = Date.now() + readyWithinMs;
	while (Date.now() < deadline && part.crashes() === 0) {
		if (await answers(url)) return;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
	const file = logFile(folder, 'sandbox');
	throw new Error(`The sandbox did not become ready. Its last words, from ${file}:\n${lastLines(file)}`);
}

/** As an operator enters the webhook's address at Stripe, once it is known. */
export async function tellStripe(stripe: string | undefined, origin: string): Promise<void> {
	if (stripe === undefined) return;
	const body = JSON.stringify({ webhooks: { url: `${origin}/api/webhooks/stripe` } });
	await fetch(`${stripe}/sandbox/faults`, { method: 'POST', body });
}

async function answers(url: string): Promise<boolean> {
	try {
		return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
	} catch {
		return false;
	}
}

type Addresses = Partial<Record<'google' | 'mail' | 'stripe', string>>;

function readAddresses(file: string): Addresses {
	if (!existsSync(file)) return {};
	try {
		return JSON.parse(readFileSync(file, 'utf8')) as Addresses;
	} catch {
		// Half a file, from a machine that went down: only the links are lost.
		return {};
	}
}

const portOf = (address = '') => Number(URL.parse(address)?.port ?? 0);

/** These ports where they are free, else others, no two of them the same. */
async function keepOrFind(ports: number[]): Promise<number[]> {
	const taken: number[] = [];
	for (const port of ports) {
		const free = port > 0 && !taken.includes(port) && (await isFree(port, '127.0.0.1'));
		taken.push(free ? port : await freePort());
	}
	return taken;
}
