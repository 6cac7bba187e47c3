import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { LiveEvent } from '#lib/schemas/event.ts';
import { isDatabaseDown } from '#server/trpc/error-map.ts';
import { callerOf } from '../support/app.ts';
import { onCluster } from './case.ts';
import type { FaultCluster } from '../support/fault-cluster.ts';
import { startTcpProxy } from './tcp-proxy.ts';

/** Fault 11: only the sockets that carry notifications die, loudly or silently. */

/** The live events of a page that is open, as they come in. */
async function openPage(cluster: FaultCluster, databaseUrl: string) {
	const tenant = await cluster.newTenant();
	const app = cluster.openApp(databaseUrl, true);
	const leave = new AbortController();
	cluster.onClose(async () => leave.abort());
	const api = await callerOf(app, tenant.owner, {}, leave.signal);
	const heard: string[] = [];
	let lastEventId = await api.events.latest();
	const listen = async () => {
		const stream = await api.events.live({ lastEventId });
		for await (const [id, event] of stream as AsyncIterable<[string, LiveEvent, symbol]>) {
			lastEventId = id;
			heard.push(`${event.kind} ${event.taskId}`);
		}
	};
	void (async () => {
		// As the browser's client: a stream that the database broke is opened anew from where it was.
		while (!leave.signal.aborted) await listen().catch(whenDatabaseIsDown);
	})();
	return { tenant, heard };
}

async function whenDatabaseIsDown(error: unknown): Promise<void> {
	if (!isDatabaseDown(error)) throw error;
	await sleep(100);
}

describe.concurrent('the socket that carries live events', () => {
	test.each(['cut', 'silent'] as const)('%s: an open page catches up by itself', (how) =>
		onCluster({}, async (cluster) => {
			const wire = await startTcpProxy(cluster.url);
			cluster.onClose(() => wire.close());
			const { tenant, heard } = await openPage(cluster, wire.through(cluster.url));
			const first = await cluster.task(tenant);
			await cluster.until('the page hears', async () => heard.includes(`task.created ${first.id}`));
			const loudly = async () => {
				wire.set({ kind: 'refuse' });
				return wire.reset();
			};
			expect(how === 'cut' ? await loudly() : wire.freezeOpen('agentforce-events')).toBeGreaterThan(0);
			const missed = await cluster.task(tenant);
			wire.set({ kind: 'none' });
			await cluster.until('the page catches up', async () => heard.includes(`task.created ${missed.id}`));
			expect(new Set(heard).size).toBe(heard.length);
			cluster.worker();
			await cluster.settled();
			await cluster.until('the page is live again', async () => heard.includes(`task.ready ${missed.id}`));
		})
	);

	test('of a worker dead and silent: it finds new work by asking', () =>
		onCluster({}, async (cluster) => {
			const wire = await startTcpProxy(cluster.url);
			cluster.onClose(() => wire.close());
			const worker = await cluster.worker({ DATABASE_URL: wire.through(cluster.url) }).ready();
			expect(wire.freezeOpen('agentforce-events')).toBeGreaterThan(0);
			await cluster.app.db.$executeRaw`create or replace function graphile_worker.tg_jobs__after_insert()
				returns trigger as 'begin return new; end' language plpgsql`;
			const { id } = await cluster.task(await cluster.newTenant());
			expect(await cluster.settled()).toBeLessThan(10);
			expect(await cluster.status(id)).toBe('needs_review');
			expect(worker.death).toBeNull();
		}));
});
