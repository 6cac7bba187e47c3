import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './build.ts';
import { spawnGuarded } from './guard.ts';
import type { Guarded } from './guard.ts';

export type PartName = 'web' | 'worker' | 'sandbox';

/** What web and worker are given; the rest of the environment they inherit. */
export type PartsEnvironment = {
	DATABASE_URL: string;
	APP_SECRET: string;
	/** Not here when the environment already has it. */
	ENCRYPTION_KEYS?: string;
	PORT: string;
	ORIGIN: string;
	HOST: string;
	/** Where Google is played, and mail kept, on this machine. */
	AGENTFORCE_SANDBOX?: string;
	SMTP_URL?: string;
	STRIPE_API_URL?: string;
	STRIPE_SECRET_KEY?: string;
	STRIPE_WEBHOOK_SECRET?: string;
};

export type SandboxEnvironment = Record<
	'SANDBOX_PORT' | 'SANDBOX_SMTP_PORT' | 'SANDBOX_STRIPE_PORT' | 'SANDBOX_DIR',
	string
>;

const node = process.execPath;

const sandbox = () => [node, 'sandbox/main.ts'];
const commands: Record<
	'production' | 'development',
	Record<PartName, (env: { PORT?: string; HOST?: string }) => string[]>
> = {
	production: {
		web: () => [node, 'build/index.js'],
		worker: () => [node, 'worker/main.ts'],
		sandbox
	},
	development: {
		web: ({ PORT = '', HOST = '127.0.0.1' }) => {
			const address = ['--host', HOST, '--port', PORT, '--strictPort'];
			return [node, 'node_modules/vite/bin/vite.js', 'dev', '--clearScreen', 'false', ...address];
		},
		worker: () => [node, '--watch', '--watch-preserve-output', 'worker/main.ts'],
		sandbox
	}
};

/** Starts a part; its log goes to `logFile`, in development those of web and worker to the terminal. */
export function spawnPart(
	name: PartName,
	mode: 'production' | 'development',
	env: PartsEnvironment | SandboxEnvironment,
	logFile: string
): Guarded {
	const command = commands[mode][name]('PORT' in env ? env : {});
	const all = { ...process.env, NODE_ENV: mode, SHUTDOWN_TIMEOUT: '3', ...env };
	const options = { cwd: root, env: all };
	if (mode === 'development' && name !== 'sandbox')
		return spawnGuarded(`agentforce-${name}`, 'TERM', command, { ...options, output: 'inherit' });
	const output = openSync(logFile, 'a', 0o600);
	try {
		return spawnGuarded(`agentforce-${name}`, 'TERM', command, { ...options, output });
	} finally {
		closeSync(output);
	}
}

const largestLogBytes = 10_000_000;

/** The log file of a part. A large one from earlier starts is put aside as `.1`. */
export function logFile(dataFolder: string, name: string): string {
	const file = join(dataFolder, 'logs', `${name}.log`);
	if (existsSync(file) && statSync(file).size > largestLogBytes) renameSync(file, `${file}.1`);
	return file;
}

/** The last lines, for a message about a part that does not come up. */
export function lastLines(file: string): string {
	if (!existsSync(file)) return '';
	return readFileSync(file, 'utf8').trim().split('\n').slice(-20).join('\n');
}
