import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { spawnGuarded } from './guard.ts';
import { isAlive, killGroup } from './processes.ts';
import { supervise } from './supervisor.ts';

const options = { env: { PATH: process.env.PATH }, output: 'inherit' as const };

test('a process that is killed comes back as another one, and stays away once stopped', async () => {
	const spawn = () => spawnGuarded('agentforce-test', 'TERM', ['sleep', '60'], options);
	const crashes: number[] = [];
	const part = supervise('test', spawn, ({ crash }) => void (crash && crashes.push(crash.code)));
	const first = part.group();
	killGroup(first);
	await expect.poll(() => part.group()).not.toBe(first);
	expect(isAlive(first)).toBe(false);
	expect(isAlive(part.group())).toBe(true);
	expect(crashes).toEqual([137]);
	expect(part.crashes()).toBe(1);
	await part.stop(2_000);
	expect(isAlive(-part.group())).toBe(false);
});

test('one that keeps crashing is given longer and longer pauses', async () => {
	const spawn = () => spawnGuarded('agentforce-test', 'TERM', ['sh', '-c', 'exit 3'], options);
	const pauses: number[] = [];
	const part = supervise('test', spawn, ({ crash }) => void (crash && pauses.push(crash.pauseMs)));
	await expect.poll(() => pauses.length, { timeout: 20_000 }).toBeGreaterThanOrEqual(3);
	await part.stop(1_000);
	expect(pauses.slice(0, 3)).toEqual([200, 400, 800]);
});

test('one that ignores the signal is ended the hard way when its time is up', async () => {
	const folder = mkdtempSync(join(tmpdir(), 'agentforce-supervisor-'));
	onTestFinished(() => rmSync(folder, { recursive: true }));
	const stubborn = ['sh', '-c', 'trap "" TERM; touch "$1"; sleep 60', 'sh', join(folder, 'up')];
	const part = supervise(
		'test',
		() => spawnGuarded('agentforce-test', 'TERM', stubborn, options),
		() => {}
	);
	await expect.poll(() => existsSync(join(folder, 'up'))).toBe(true);
	const startedAt = Date.now();
	await part.stop(300);
	expect(Date.now() - startedAt).toBeLessThan(5_000);
	expect(isAlive(-part.group())).toBe(false);
});
