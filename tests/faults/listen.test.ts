import { describe, expect, test } from 'vitest';
import type { LiveEvent } from '#lib/schemas/event.ts';
import { callerOf } from '../app.ts';
import { onFloor } from './case.ts';
import type { Floor } from './floor.ts';
import { startTcpProxy } from './tcp-proxy.ts';

/** Fault 11: only the sockets that carry notifications die, loudly or silently. */

/** The live events of a page that is open, as they come in. */
async function openPage(floor: Floor, databaseUrl: string) {
	const tenant = await floor.newTenant();
	const app = floor.openApp(databaseUrl, true);
	const leave = new AbortController();
	floor.onClose(async () => leave.abort());
	const api = await callerOf(app, tenant.owner, {}, leave.signal);
	const stream = await api.events.live({ lastEventId: await api.events.latest() });
	const heard: string[] = [];
	void (async () => {
		for await (const [, event] of stream as AsyncIterable<[string, LiveEvent, symbol]>)
			heard.push(`${event.kind} ${event.taskId}`);
	})();
	return { tenant, heard };
}

describe.concurrent('the socket that carries live events', () => {
	test.each(['cut', 'silent'] as const)('%s: an open page catches up by itself', (how) =>
		onFloor({}, async (floor) => {
			const wire = await startTcpProxy(floor.url);
			floor.onClose(() => wire.close());
			const { tenant, heard } = await openPage(floor, wire.through(floor.url));
			const first = await floor.task(tenant);
			await floor.until('the page hears', async () => heard.includes(`task.created ${first.id}`));
			const loudly = async () => {
				wire.set({ kind: 'refuse' });
				return wire.reset();
			};
			expect(how === 'cut' ? await loudly() : wire.freezeOpen('agentforce-events')).toBeGreaterThan(0);
			const missed = await floor.task(tenant);
			wire.set({ kind: 'none' });
			await floor.until('the page catches up', async () => heard.includes(`task.created ${missed.id}`));
			expect(new Set(heard).size).toBe(heard.length);
			floor.worker();
			await floor.settled();
			await floor.until('the page is live again', async () => heard.includes(`task.ready ${missed.id}`));
		})
	);

	test('of a worker dead and silent: it finds new work by asking', () =>
		onFloor({}, async (floor) => {
			const wire = await startTcpProxy(floor.url);
			floor.onClose(() => wire.close());
			const worker = await floor.worker({ DATABASE_URL: wire.through(floor.url) }).ready();
			expect(wire.freezeOpen('agentforce-events')).toBeGreaterThan(0);
			await floor.app.db.$executeRaw`create or replace function graphile_worker.tg_jobs__after_insert()
				returns trigger as 'begin return new; end' language plpgsql`;
			const { id } = await floor.task(await floor.newTenant());
			expect(await floor.settled()).toBeLessThan(10);
			expect(await floor.status(id)).toBe('needs_review');
			expect(worker.death).toBeNull();
		}));
});
