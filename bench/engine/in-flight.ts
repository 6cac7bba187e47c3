import { readFileSync } from 'node:fs';
import type { App } from '#server/app.ts';
import { pauseWorkspace, resumeWorkspace } from '#server/domain/lifecycle/pause-workspace.ts';
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
import { limited, megabytes, seconds, type Row } from '../lib/report.ts';
import type { Size } from '../lib/size.ts';
import { median } from '../lib/stats.ts';
import { eventsOf, giveTask, tenantFor } from '../lib/tasks.ts';

const calls = 200;
const delaySeconds = 5;

/** One worker process with 200 model calls of 5 s each under way at the same time. */
export async function inFlight(ground: Ground, { rounds, quick }: Size): Promise<Row[]> {
	const url = await ground.ours();
	const app = openApp(url);
	const tenants = await makeTenants(app, 20);
	const delay = quick ? 1_000 : delaySeconds * 1_000;
	const peer = await Child.start<PeerQuestions>('model-peer', { BENCH_DELAY_MS: String(delay) });
	const model = { OPENAI_API_KEY: 'sk-bench', OPENAI_BASE_URL: await peer.ask('url', null) };
	const env = productEnvironment(url, { ...model, WORKER_CONCURRENCY: String(calls) });
	const measured: { took: number; memory: number; together: number }[] = [];
	for (let round = 0; round < rounds; round++) {
		const worker = await startWorker(env);
		const { took, together } = await oneWave(app, tenants);
		measured.push({ took, together, memory: peakMemory(worker.pid) });
		await worker.stop();
	}
	await peer.stop();
	const figure = (pick: (one: (typeof measured)[number]) => number) => {
		const values = measured.map(pick);
		return { value: median(values), lowest: Math.min(...values), highest: Math.max(...values) };
	};
	const finish = quick ? 'finished (calls of 1 s)' : 'finished';
	return [
		limited(
			`${calls} calls of ${delaySeconds} s in one worker: under way together`,
			figure((one) => one.together),
			String,
			{
				is: 'at least',
				value: calls
			}
		),
		limited(
			`${calls} calls: ${finish}`,
			figure((one) => one.took),
			seconds,
			{ is: 'at most', value: 8 }
		),
		limited(
			`${calls} calls: peak memory (RSS)`,
			figure((one) => one.memory),
			megabytes,
			{
				is: 'at most',
				value: 350
			}
		)
	];
}

/** The tasks wait behind the pause button, so that the clock runs from the moment when there is work. */
async function oneWave(app: App, tenants: Tenant[]): Promise<{ took: number; together: number }> {
	await letWait(app, tenants, calls);
	const ready = eventsOf(app, 'task.ready', calls);
	let together = 0;
	const count = async () => {
		together = Math.max(together, await app.db.modelCall.count({ where: { status: 'sent' } }));
	};
	const timer = setInterval(() => void count().catch(() => undefined), 100);
	const began = now();
	await many(tenants.length, 10, (nth) => resumeWorkspace(app, tenantFor(tenants, nth).actor));
	const took = (await ready.finally(() => clearInterval(timer))) - began;
	return { took: took / 1_000, together };
}

/** Tasks of paused workspaces: accepted, and not yet given to anybody. */
export async function letWait(app: App, tenants: Tenant[], count: number): Promise<void> {
	await many(tenants.length, 10, (nth) => pauseWorkspace(app, tenantFor(tenants, nth).actor));
	await many(count, 10, (nth) => giveTask(app, tenantFor(tenants, nth)));
}

/** The most that the process ever had in memory, in MB; where there is no /proc, what it has now is unknown. */
function peakMemory(pid: number): number {
	try {
		const status = readFileSync(`/proc/${pid}/status`, 'utf8');
		return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1_024;
	} catch {
		return Number.NaN;
	}
}
