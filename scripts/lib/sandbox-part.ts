import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LauncherConfig } from '../../src/lib/server/config.ts';
import { lastLines, logFile } from './parts.ts';
import type { SandboxEnvironment } from './parts.ts';
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
	const before = readPorts(file);
	const ports = { http: await keepOrFind(before.http), smtp: await keepOrFind(before.smtp) };
	if (ports.http !== before.http || ports.smtp !== before.smtp) writeFileSync(file, JSON.stringify(ports));
	return {
		SANDBOX_PORT: String(ports.http),
		SANDBOX_SMTP_PORT: String(ports.smtp),
		SANDBOX_DIR: join(folder, 'sandbox')
	};
}

/** What web and worker are told: where Google is, and where mail goes when nobody has named a server for it. */
export function sandboxAddresses(
	env: SandboxEnvironment,
	config: Pick<LauncherConfig, 'mail'>
): { AGENTFORCE_SANDBOX: string; SMTP_URL?: string } {
	return {
		AGENTFORCE_SANDBOX: `http://127.0.0.1:${env.SANDBOX_PORT}`,
		...(config.mail ? {} : { SMTP_URL: `smtp://127.0.0.1:${env.SANDBOX_SMTP_PORT}` })
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

async function answers(url: string): Promise<boolean> {
	try {
		return (await fetch(url, { signal: AbortSignal.timeout(5_000) })).ok;
	} catch {
		return false;
	}
}

function readPorts(file: string): { http: number; smtp: number } {
	const none = { http: 0, smtp: 0 };
	if (!existsSync(file)) return none;
	try {
		return { ...none, ...(JSON.parse(readFileSync(file, 'utf8')) as Partial<typeof none>) };
	} catch {
		// Half a file, from a machine that went down: only the links are lost.
		return none;
	}
}

async function keepOrFind(port: number): Promise<number> {
	return port > 0 && (await isFree(port, '127.0.0.1')) ? port : freePort();
}
