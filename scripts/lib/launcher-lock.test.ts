import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { spawnGuarded } from './guard.ts';
import { FolderTaken, takeDataFolder } from './launcher-lock.ts';
import { isAlive } from './processes.ts';

let folder = '';
let file = '';

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'agentforce-lock-'));
	file = join(folder, 'launcher.json');
	return () => rmSync(folder, { recursive: true });
});

/** A process that stands in for another launcher: its command line carries the name of the script. */
function otherLauncher(): number {
	const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'start.ts'], {
		stdio: 'ignore'
	});
	onTestFinished(() => void child.kill('SIGKILL'));
	return child.pid ?? 0;
}

function leave(holder: object): void {
	writeFileSync(
		file,
		JSON.stringify({ script: 'start.ts', state: 'running', url: null, parts: {}, ...holder })
	);
}

test('whoever takes the folder is written down for its owner alone, and gone after the release', async () => {
	const lock = await takeDataFolder(folder);
	lock.update({ state: 'running', url: 'http://localhost:3000' });
	expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
		pid: process.pid,
		url: 'http://localhost:3000'
	});
	expect(statSync(file).mode & 0o777).toBe(0o600);
	lock.release();
	expect(existsSync(file)).toBe(false);
});

test('a live launcher is not disturbed, and the refusal says where it is', async () => {
	leave({ pid: otherLauncher(), url: 'http://localhost:3007' });
	const refusal = takeDataFolder(folder);
	await expect(refusal).rejects.toThrow(FolderTaken);
	await expect(refusal).rejects.toThrow('AgentForce is already running at http://localhost:3007');
});

test('one that is stopping is waited for', async () => {
	const pid = otherLauncher();
	leave({ pid, state: 'stopping' });
	// That it is gone cannot be asked: until its parent has looked, the system still knows its number.
	let ended = false;
	setTimeout(() => (ended = process.kill(pid, 'SIGKILL')), 300);
	const lock = await takeDataFolder(folder);
	expect(ended).toBe(true);
	lock.release();
});

test.each([
	['of a process that is gone', { pid: 2 ** 22 + 1 }],
	['whose number is another process now', { pid: process.ppid, script: 'no-such-script.ts' }]
])('a lock %s is cleared away', async (_, holder) => {
	leave(holder);
	const lock = await takeDataFolder(folder);
	expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ pid: process.pid });
	lock.release();
});

test('half a lock file is cleared away', async () => {
	writeFileSync(file, '{"pid":');
	(await takeDataFolder(folder)).release();
});

test('what a killed launcher left running is ended first', async () => {
	const options = { env: { PATH: process.env.PATH }, output: 'inherit' as const };
	const orphan = spawnGuarded('agentforce-worker', 'TERM', ['sleep', '60'], options);
	leave({ pid: 2 ** 22 + 1, parts: { worker: orphan.group } });
	const lock = await takeDataFolder(folder);
	expect(isAlive(-orphan.group)).toBe(false);
	lock.release();
});
