import { expect, test } from 'vitest';
import { IsolationLock } from './isolation-lock.ts';

/** Work that says when it begins and ends when it is told to. */
function controlled(isolationLock: IsolationLock, log: string[]) {
	return (name: string, alone: boolean) => {
		let end: () => void = () => undefined;
		const ended = new Promise<void>((resolve) => (end = resolve));
		const done = isolationLock.pass(alone, async () => {
			log.push(name);
			await ended;
		});
		return { end: () => (end(), done) };
	};
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('many pass together, one that must be alone waits for them and keeps the later ones out', async () => {
	const log: string[] = [];
	const start = controlled(new IsolationLock(), log);
	const [one, two] = [start('one', false), start('two', false)];
	const suspect = start('suspect', true);
	const three = start('three', false);
	await settled();
	expect(log).toEqual(['one', 'two']);
	await one.end();
	await two.end();
	await settled();
	expect(log).toEqual(['one', 'two', 'suspect']);
	await suspect.end();
	await settled();
	expect(log).toEqual(['one', 'two', 'suspect', 'three']);
	await three.end();
});

test('work that fails leaves the lock open', async () => {
	const isolationLock = new IsolationLock();
	await expect(isolationLock.pass(true, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
	await expect(isolationLock.pass(false, async () => 'in')).resolves.toBe('in');
});
