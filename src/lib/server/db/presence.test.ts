import { createServer, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cloneDatabase } from '../../../../tests/support/database.ts';
import { newId } from '../ids.ts';
import type { ProcessInfo } from '../ports/presence.ts';
import { timingsAt } from '../domain/ledger/lease.ts';
import { createPresence } from './presence.ts';

const { db, url } = await cloneDatabase();
const timings = timingsAt(1);
const self = (): ProcessInfo => ({
	id: newId(),
	kind: 'web',
	host: 'test',
	pid: process.pid,
	poolId: null,
	version: 'test'
});

/** A port where somebody hangs up on every caller. */
const hangsUp = createServer((socket) => socket.destroy());
beforeAll(() => new Promise<void>((resolve) => hangsUp.listen(0, '127.0.0.1', resolve)));
afterAll(() => void hangsUp.close());

async function joinInVain(address: string, info: ProcessInfo): Promise<string[]> {
	const lost: string[] = [];
	const joining = createPresence(address, timings).join(info, (reason) => lost.push(reason));
	await expect(joining).rejects.toThrow();
	// The connection says only a moment later that it has ended.
	await new Promise((resolve) => setTimeout(resolve, 100));
	return lost;
}

test('a join that fails is told once, by its rejection: told twice, every try of an outage would become two', async () => {
	const { port } = hangsUp.address() as AddressInfo;
	expect(await joinInVain(`postgresql://nobody@127.0.0.1:${port}/none`, self())).toEqual([]);
	expect(await joinInVain('postgresql://nobody@127.0.0.1:1/none', self())).toEqual([]);
});

test('a join that fails leaves no connection behind', async () => {
	const info = self();
	const { id, kind, host, pid, version } = info;
	await db.heartbeat.create({ data: { id, kind, host, pid, version, lockKey: 0n } });
	expect(await joinInVain(url, info)).toEqual([]);
	const open = async () => {
		const [row] = await db.$queryRaw<[{ count: number }]>`
			select count(*)::int as count from pg_stat_activity
			where application_name = 'agentforce-web-presence' and datname = current_database()`;
		return row.count;
	};
	await expect.poll(open).toBe(0);
});

test('whoever is taken for dead hears of it once', async () => {
	const info = self();
	const lost: string[] = [];
	await createPresence(url, timings).join(info, (reason) => lost.push(reason));
	await db.$executeRaw`
		select pg_terminate_backend(pid) from pg_stat_activity
		where application_name = 'agentforce-web-presence' and datname = current_database()`;
	await expect.poll(() => lost).toHaveLength(1);
});
