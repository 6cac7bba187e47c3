import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from '#server/app.ts';
import type { PeerQuestions } from '../children/model-peer.ts';
import { Child } from '../lib/child.ts';
import { now, until } from '../lib/clock.ts';
import {
	makeTenants,
	openApp,
	productEnvironment,
	startWorker,
	type Ground,
	type Tenant
} from '../lib/ground.ts';
import { many } from '../lib/many.ts';
import { limited, seconds, type Row } from '../lib/report.ts';
import type { Size } from '../lib/size.ts';
import { median } from '../lib/stats.ts';
import { giveTask, tenantFor } from '../lib/tasks.ts';

const tasks = 40;
const kills = 3;
/** Of work before each kill; a start of the worker takes about as long. */
const millisBetweenKills = 500;
const patienceMillis = 300_000;

/** Forty tasks whose only worker is killed three times within some four seconds: how long until every one has ended. */
export async function recovery(ground: Ground, { rounds, quick }: Size): Promise<Row[]> {
	const url = await ground.ours();
	const app = openApp(url);
	const tenants = await makeTenants(app, 8);
	const peer = await Child.start<PeerQuestions>('model-peer', { BENCH_DELAY_MS: '300' });
	const model = { OPENAI_API_KEY: 'sk-bench', OPENAI_BASE_URL: await peer.ask('url', null) };
	const env = productEnvironment(url, model);
	const took: number[] = [];
	for (let round = 0; round < Math.min(rounds, 3); round++)
		took.push(await killed(app, tenants, env, quick ? 1 : kills));
	await peer.stop();
	const figure = { value: median(took), lowest: Math.min(...took), highest: Math.max(...took) };
	const what = `${tasks} tasks, ${kills} SIGKILLs of the only worker: all ended`;
	return [limited(what, figure, seconds, { is: 'at most', value: 60 })];
}

async function killed(
	app: App,
	tenants: Tenant[],
	env: Record<string, string>,
	times: number
): Promise<number> {
	let worker = await startWorker(env);
	const began = now();
	await many(tasks, 10, (nth) => giveTask(app, tenantFor(tenants, nth)));
	for (let time = 0; time < times; time++) {
		await sleep(millisBetweenKills);
		await worker.kill();
		worker = await startWorker(env);
	}
	const open = { status: { in: ['queued', 'in_progress'] } };
	await until('all tasks end', async () => (await app.db.task.count({ where: open })) === 0, patienceMillis);
	const took = now() - began;
	await worker.stop();
	return took / 1_000;
}
