import { describe, expect, test } from 'vitest';
import { retryTask } from '#server/domain/task/retry-task.ts';
import { onCluster, openCluster } from './case.ts';
import { startTcpProxy } from './tcp-proxy.ts';

/** Faults 33, 34 and 35: the model's end of the wire. */

const cluster = await openCluster();
const { db } = cluster.app;
const wire = await startTcpProxy(cluster.peer.url);
cluster.onClose(() => wire.close());

const calls = async (taskId: string) => {
	const rows = await db.modelCall.findMany({ where: { run: { taskId } }, orderBy: { sentAt: 'asc' } });
	return rows.map(({ status }) => status);
};

test('what the peer does wrong is one request each, a clear end, and kept to the budget', async () => {
	await cluster.worker().ready();
	const cases: [string, string, string[]][] = [
		['peer:not-json', 'failed: model_not_json', ['failed']],
		['peer:empty', 'failed: model_empty', ['failed']],
		['peer:cut-off', 'failed: model_cut_off', ['failed']],
		['peer:too-long', 'failed: model_too_long', ['failed']],
		['peer:endless', 'failed: model_too_long', ['possibly_billed']],
		['peer:nothing', 'failed: model_empty', ['possibly_billed']],
		['peer:html', 'failed: model_not_json', ['possibly_billed']],
		['peer:redirect', 'failed: model_rejected_request', ['failed']],
		['peer:no-credit', 'failed: model_rejected_request', ['failed']],
		['peer:401', 'failed: model_wrong_key', ['failed']],
		['peer:500-once', 'needs_review', ['failed', 'answered']],
		['peer:429', 'needs_review', ['failed', 'answered']],
		// The connection broke off twice, so twice it may have been charged: a person decides.
		['peer:reset', 'failed: model_answer_lost', ['possibly_billed', 'possibly_billed']]
	];
	const given = await Promise.all(cases.map(async ([wish]) => cluster.task(await cluster.newTenant(), wish)));
	await cluster.settled(90);
	const seen = await Promise.all(
		given.map(async ({ id }, index) => [cases[index]?.[0], await cluster.status(id), await calls(id)])
	);
	expect(seen).toEqual(cases);
	const asked = given.map(({ title }) => cluster.peer.countFor(title));
	expect(asked).toEqual(cases.map(([, , booked]) => booked.length));
});

test('an answer cut off on the wire may have been charged; it is asked for once more', async () => {
	await cluster.worker({ OPENAI_BASE_URL: wire.through(cluster.peer.url) }).ready();
	await cluster.app.db.$executeRaw`select 1`;
	wire.set({ kind: 'cut', afterBytes: 9_000 });
	const long = 'x '.repeat(2_000);
	const { id, title } = await cluster.task(await cluster.newTenant(), long);
	await cluster.until('the model was asked', async () => cluster.peer.countFor(title) >= 1);
	await cluster.until('the first call is settled', async () => (await calls(id))[0] !== 'sent');
	wire.set({ kind: 'none' });
	await cluster.settled();
	expect(await cluster.status(id)).toBe('needs_review');
});

describe.concurrent('a worker killed after the model had accepted the call', () => {
	test('asks the owner when the workspace wants that, and goes on when told to', () =>
		onCluster({}, async (own) => {
			const victim = own.supervised({}, 'model-answered');
			const tenant = await own.newTenant({ lostAnswerPolicy: 'ask' });
			const { id, title } = await own.task(tenant);
			await own.until('the worker is killed', async () => victim.wasKilled);
			await own.settled();
			expect(await own.status(id)).toBe('failed: model_answer_lost');
			expect(own.peer.countFor(title)).toBe(1);
			await retryTask(own.app, tenant.owner, id);
			await own.settled();
			expect(await own.status(id)).toBe('needs_review');
			expect(own.peer.countFor(title)).toBe(2);
		}));

	test('repeats once and no more when the workspace wants that', () =>
		onCluster({}, async (own) => {
			const { id, title } = await own.task(await own.newTenant({ lostAnswerPolicy: 'repeat' }));
			own.supervised({ AGENTFORCE_FAILPOINT: `model-answered=${title}` });
			await own.settled(90);
			expect(await own.status(id)).toBe('failed: model_answer_lost');
			expect(own.peer.countFor(title)).toBe(2);
		}));
});
