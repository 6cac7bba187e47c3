import { spawn } from 'node:child_process';

export type Guarded = {
	/** The guard's process, which leads a process group of its own. */
	group: number;
	/** Resolves with the exit code (128 + n for signal n) when the process has ended. */
	exited: Promise<number>;
	/** Sends the signal; `exited` tells when it has worked. */
	end(): void;
};

type Options = {
	env: NodeJS.ProcessEnv;
	output: number | 'inherit';
	cwd?: string;
	uid?: number;
	gid?: number;
};

// A shell waits on its standard input, which ends when we end, however that happens: even after kill -9 the
// process gets its signal. It reads nothing that we ever write.
const script = [
	'exec 3<&0',
	'signal=$1; shift',
	'"$@" 3<&- & child=$!',
	'{ read -r _ <&3; kill -$signal $child 2>/dev/null; } & reader=$!',
	'exec 3<&-',
	'wait $child 2>/dev/null; code=$?',
	'kill $reader 2>/dev/null',
	'exit $code'
].join('\n');

/**
 * Starts a process that never outlives us. It has a session of its own, so that Ctrl-C in the terminal
 * reaches only the launcher, which then ends everything in order.
 */
export function spawnGuarded(
	name: string,
	signal: 'INT' | 'TERM',
	command: string[],
	options: Options
): Guarded {
	const { output, ...rest } = options;
	const child = spawn('/bin/sh', ['-c', script, name, signal, ...command], {
		...rest,
		detached: true,
		stdio: ['pipe', output, output]
	});
	child.stdin?.on('error', () => {});
	const exited = new Promise<number>((resolve) => {
		child.once('error', () => resolve(127));
		child.once('exit', (code, killedBy) => resolve(code ?? (killedBy ? 137 : 1)));
	});
	return { group: child.pid ?? 0, exited, end: () => void child.stdin?.end() };
}
