import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { freePort, isFree, nextFreePort } from './ports.ts';

/** Somebody who listens on a port of the system's choice. */
async function listener(host?: string): Promise<number> {
	const server = createServer();
	await new Promise<void>((resolve) => server.listen({ port: 0, host }, resolve));
	onTestFinished(() => void server.close());
	return (server.address() as AddressInfo).port;
}

test.each([undefined, '127.0.0.1'])('a port that somebody has on %s is not free', async (host) => {
	expect(await isFree(await listener(host))).toBe(false);
});

test('a taken port gives a later one that is free', async () => {
	const taken = await listener();
	const next = await nextFreePort(taken);
	expect(next).toBeGreaterThan(taken);
	expect(await isFree(next)).toBe(true);
});

test('any free port can be listened on', async () => {
	expect(await isFree(await freePort())).toBe(true);
});
