import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { App } from '#server/app.ts';
import type { NoOpQuestions } from '../children/no-op-worker.ts';
import { Child } from '../lib/child.ts';
import { now, within } from '../lib/clock.ts';
import {
	makeTenants,
	openApp,
	openPool,
	productEnvironment,
	startWorker,
	type Ground,
	type Tenant
} from '../lib/ground.ts';
import { compared, millis, type Row } from '../lib/report.ts';
import { takeTurns } from '../lib/rounds.ts';
import type { Size } from '../lib/size.ts';
import { quantile } from '../lib/stats.ts';
import { eventsOf, giveTask, tenantFor } from '../lib/tasks.ts';

/**
 * One at a time on an idle system. Ours: from calling createTask until the news that a worker's claim is
 * committed has come back. Raw: from calling add_job until the job's first line, by that process's clock.
 */
export async function createToStart(ground: Ground, { rounds, quick }: Size): Promise<Row[]> {
	const count = quick ? 20 : 100;
	const ourUrl = await ground.ours();
	const app = openApp(ourUrl);
	const tenants = await makeTenants(app, 4);
	const worker = await startWorker(productEnvironment(ourUrl));
	const rawUrl = await ground.queueOnly();
	const pool = openPool(rawUrl);
	const raw = await Child.start<NoOpQuestions>('no-op-worker', {
		...productEnvironment(rawUrl),
		BENCH_SIDE: 'raw'
	});
	const measure = (once: (nth: number) => Promise<number>) => async () => {
		const times: number[] = [];
		for (let nth = 0; nth < count; nth++) times.push(await once(nth));
		return { p50: quantile(times, 0.5), p95: quantile(times, 0.95) };
	};
	const ours = measure((nth) => oneTask(app, tenantFor(tenants, nth)));
	const theirs = measure(() => oneJob(pool, raw));
	await Promise.all([ours(), theirs()]);
	const { p50, p95 } = await takeTurns(rounds, ours, theirs);
	await Promise.all([worker.stop(), raw.stop()]);
	if (!p50 || !p95) return [];
	return [
		compared('create to start, p50: createTask to claim / add_job to job', p50, millis),
		compared('create to start, p95', p95, millis, { is: 'at most', value: 2 })
	];
}

async function oneTask(app: App, tenant: Tenant): Promise<number> {
	const ready = eventsOf(app, 'task.ready', 1);
	const started = eventsOf(app, 'task.started', 1);
	const began = now();
	await giveTask(app, tenant);
	const took = (await started) - began;
	await ready;
	await sleep(10);
	return took;
}

async function oneJob(pool: pg.Pool, worker: Child<NoOpQuestions>): Promise<number> {
	const runId = randomUUID();
	let stop: () => void = () => undefined;
	const started = new Promise<number>((resolve) => {
		stop = worker.hear((news) => news.started === runId && resolve(news.at));
	});
	const began = now();
	await pool.query(`select graphile_worker.add_job('run-task', $1::json)`, [
		JSON.stringify({ runId, report: true })
	]);
	const took = (await within('the job begins', 30_000, started)) - began;
	stop();
	await sleep(20);
	return took;
}
