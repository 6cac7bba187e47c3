import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export type TiedProcess = {
	/** Resolves when it has ended, for whatever reason. */
	exited: Promise<unknown>;
	/** Asks it to end (SIGTERM), insists after ten seconds, resolves when it is gone. */
	stop(): Promise<void>;
};

const tie = fileURLToPath(new URL('tie.ts', import.meta.url));

/** Starts a program that cannot outlive this process; what it says goes to the end of `logFile`. */
export function startTied(command: string[], env: NodeJS.ProcessEnv, logFile: string): TiedProcess {
	const log = openSync(logFile, 'a');
	const child = spawn(process.execPath, [tie, ...command], {
		env,
		detached: true,
		stdio: ['pipe', log, log]
	});
	closeSync(log);
	const exited = once(child, 'exit');
	child.stdin?.on('error', () => {});
	const stop = async () => {
		child.stdin?.end();
		await exited;
	};
	return { exited, stop };
}
