import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { spawnGuarded } from './guard.ts';
import { endGroup, isAlive, isOurs, killGroup, waitUntil } from './processes.ts';

const env = { PATH: process.env.PATH };
const sleep = ['sleep', '60'];

test('a guarded process ends with its signal when asked, and says so by its code', async () => {
	const guarded = spawnGuarded('agentforce-test', 'TERM', sleep, { env, output: 'inherit' });
	expect(isOurs(guarded.group, 'agentforce-test')).toBe(true);
	guarded.end();
	expect(await guarded.exited).toBe(128 + 15);
	expect(await waitUntil(() => !isAlive(-guarded.group), 10_000)).toBe(true);
});

test('the exit code of a guarded process is kept', async () => {
	const guarded = spawnGuarded('agentforce-test', 'TERM', ['sh', '-c', 'exit 7'], { env, output: 'inherit' });
	expect(await guarded.exited).toBe(7);
});

test('what a killed guard leaves behind can be ended by its group', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'agentforce-guard-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const command = ['sh', '-c', 'touch "$1"; sleep 60', 'sh', join(folder, 'up')];
	const guarded = spawnGuarded('agentforce-test', 'TERM', command, { env, output: 'inherit' });
	await expect.poll(() => existsSync(join(folder, 'up'))).toBe(true);
	process.kill(guarded.group, 'SIGKILL');
	await guarded.exited;
	expect(isAlive(-guarded.group)).toBe(true);
	await endGroup(guarded.group, 'agentforce-test', 2_000);
	expect(isAlive(-guarded.group)).toBe(false);
});

test('a process of somebody else is left alone, though it has the same number', async () => {
	const guarded = spawnGuarded('somebody-else', 'TERM', sleep, { env, output: 'inherit' });
	await endGroup(guarded.group, 'agentforce-web', 100);
	expect(isAlive(guarded.group)).toBe(true);
	killGroup(guarded.group);
	await guarded.exited;
});

test('a guarded process does not outlive the one that started it, not even after kill -9', async () => {
	const code = `import { spawnGuarded } from '${new URL('guard.ts', import.meta.url)}';
		const { group } = spawnGuarded('agentforce-test', 'TERM', ['sleep', '60'], { env: process.env, output: 'inherit' });
		console.log(group);
		setInterval(() => {}, 1000);`;
	const parent = spawn(process.execPath, ['--input-type=module-typescript', '-e', code], {
		stdio: ['ignore', 'pipe', 'inherit']
	});
	const [group] = (await once(createInterface({ input: parent.stdout }), 'line')) as [string];
	expect(isAlive(Number(group))).toBe(true);
	parent.kill('SIGKILL');
	expect(await waitUntil(() => !isAlive(-Number(group)), 10_000)).toBe(true);
});
