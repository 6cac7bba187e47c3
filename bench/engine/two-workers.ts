import type { App } from '#server/app.ts';
import { resumeWorkspace } from '#server/domain/lifecycle/pause-workspace.ts';
import type { PeerQuestions } from '../children/model-peer.ts';
import { Child } from '../lib/child.ts';
import { now } from '../lib/clock.ts';
import {
	makeTenants,
	openApp,
	productEnvironment,
	startWorker,
	type Ground,
	type Tenant
} from '../lib/ground.ts';
import { many } from '../lib/many.ts';
import { compared, perSecond, type Row } from '../lib/report.ts';
import { takeTurns } from '../lib/rounds.ts';
import type { Size } from '../lib/size.ts';
import { eventsOf, tenantFor } from '../lib/tasks.ts';
import { letWait } from './in-flight.ts';

/** Few enough that the slots are the limit and not the two cores that everything here shares. */
const slots = 4;
/** Tasks of each process before the clock runs. */
const warmUp = 80;

/** Two worker processes beside one, on a model that takes 50 ms. */
export async function twoWorkers(ground: Ground, { rounds, quick }: Size): Promise<Row[]> {
	const count = quick ? 24 : 320;
	const url = await ground.ours();
	const app = openApp(url);
	const tenants = await makeTenants(app, 24);
	const peer = await Child.start<PeerQuestions>('model-peer', { BENCH_DELAY_MS: '50' });
	const model = { OPENAI_API_KEY: 'sk-bench', OPENAI_BASE_URL: await peer.ask('url', null) };
	const env = productEnvironment(url, { ...model, WORKER_CONCURRENCY: String(slots) });
	const withWorkers = (processes: number) => async () => {
		const workers = await Promise.all(Array.from({ length: processes }, () => startWorker(env)));
		// A process that has just begun compiles what it runs: with two, each has half as long to get over it.
		await drain(app, tenants, warmUp * processes);
		const tasksPerSecond = await drain(app, tenants, count);
		await Promise.all(workers.map((worker) => worker.stop()));
		return { tasksPerSecond };
	};
	const { tasksPerSecond } = await takeTurns(rounds, withWorkers(2), withWorkers(1));
	await peer.stop();
	if (!tasksPerSecond) return [];
	const what = `two workers / one, model of 50 ms, ${slots} slots each`;
	return [compared(what, tasksPerSecond, perSecond, { is: 'at least', value: 1.6 })];
}

async function drain(app: App, tenants: Tenant[], count: number): Promise<number> {
	await letWait(app, tenants, count);
	const ready = eventsOf(app, 'task.ready', count);
	const began = now();
	await many(tenants.length, 10, (nth) => resumeWorkspace(app, tenantFor(tenants, nth).actor));
	return (count * 1_000) / ((await ready) - began);
}
