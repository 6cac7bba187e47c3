import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './build.ts';
import { spawnGuarded } from './guard.ts';
import type { Guarded } from './guard.ts';

export type PartName = 'web' | 'worker';

/** What web and worker are given; the rest of the environment they inherit. */
export type PartsEnvironment = {
	DATABASE_URL: string;
	APP_SECRET: string;
	/** Not here when the environment already has it. */
	ENCRYPTION_KEYS?: string;
	PORT: string;
	ORIGIN: string;
};

const node = process.execPath;

const commands: Record<'production' | 'development', Record<PartName, (port: string) => string[]>> = {
	production: {
		web: () => [node, 'build/index.js'],
		worker: () => [node, 'worker/main.ts']
	},
	development: {
		web: (port) => {
			const address = ['--host', '127.0.0.1', '--port', port, '--strictPort'];
			return [node, 'node_modules/vite/bin/vite.js', 'dev', '--clearScreen', 'false', ...address];
		},
		worker: () => [node, '--watch', '--watch-preserve-output', 'worker/main.ts']
	}
};

/** Starts the web or the worker; its log goes to `logFile`, or in development to the terminal. */
export function spawnPart(
	name: PartName,
	mode: 'production' | 'development',
	env: PartsEnvironment,
	logFile: string
): Guarded {
	const command = commands[mode][name](env.PORT);
	const all = { ...process.env, NODE_ENV: mode, SHUTDOWN_TIMEOUT: '3', ...env };
	const options = { cwd: root, env: all };
	if (mode === 'development')
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
