import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';

/** True while the process (or, when negative, the process group) runs, also when it belongs to somebody else. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
	return pid < 0 ? hasLiveMember(-pid) : !isZombie(pid);
}

/** The command line of a process, empty when there is none. */
export function commandLine(pid: number): string {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
	} catch {
		// No such process, or a system without /proc.
		return (
			spawnSync('ps', ['-ww', '-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? ''
		);
	}
}

/** Pids are used again by others: only a process whose command line carries `mark` is the one we started. */
export function isOurs(pid: number, mark: string): boolean {
	return isAlive(pid) && commandLine(pid).includes(mark);
}

/** Asks with `signal` first, insists with SIGKILL after `patienceMs`, returns when the process is gone. */
export async function endProcess(pid: number, signal: NodeJS.Signals, patienceMs: number): Promise<void> {
	send(pid, signal);
	if (await waitUntil(() => !isAlive(pid), patienceMs)) return;
	send(pid, 'SIGKILL');
	await waitUntil(() => !isAlive(pid), 5_000);
}

/** The same for a process group, when its leader's command line carries `mark` or the leader is gone. */
export async function endGroup(group: number, mark: string, patienceMs: number): Promise<void> {
	if (isAlive(group) && !isOurs(group, mark)) return;
	await endProcess(-group, 'SIGTERM', patienceMs);
}

/** At once and without asking. */
export function killGroup(group: number): void {
	send(-group, 'SIGKILL');
}

/** Looks every 25 ms; answers whether it came true in time. */
export async function waitUntil(condition: () => boolean, patienceMs: number): Promise<boolean> {
	const deadline = Date.now() + patienceMs;
	while (!condition()) {
		if (Date.now() > deadline) return false;
		await new Promise((resolve) => setTimeout(resolve, 25));
	}
	return true;
}

function send(pid: number, signal: NodeJS.Signals): void {
	try {
		process.kill(pid, signal);
	} catch {
		// It has ended in the meantime, which is what we want.
	}
}

/** Orphans stay behind as zombies where process 1 does not collect them, as in some containers. */
function hasLiveMember(group: number): boolean {
	try {
		const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
		return pids.some((pid) => groupOf(pid) === group && !isZombie(Number(pid)));
	} catch {
		return true; // A system without /proc.
	}
}

function groupOf(pid: string): number {
	try {
		// The name in brackets may itself contain blanks and brackets.
		const [, , group] = readFileSync(`/proc/${pid}/stat`, 'utf8')
			.replace(/^.*\) /s, '')
			.split(' ');
		return Number(group);
	} catch {
		return 0;
	}
}

function isZombie(pid: number): boolean {
	try {
		return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
	} catch {
		return false;
	}
}
