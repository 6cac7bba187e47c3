import { EventEmitter } from 'node:events';
import { hostname } from 'node:os';
import { Logger, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import pg from 'pg';
import { createApp } from '#server/app.ts';
import { loadConfig } from '#server/config.ts';
import { createLog } from '#server/log.ts';
import { crontab } from '../../worker/crontab.ts';
import { IsolationLock } from '../../worker/isolation-lock.ts';
import { InFlight } from '../../worker/in-flight.ts';
import { createWorkerPool } from '../../worker/pool.ts';
import { startReconcileLoop } from '../../worker/reconcile-loop.ts';
import { createTaskList } from '../../worker/task-list.ts';
import { answer, tell } from '../lib/answer.ts';
import { now } from '../lib/clock.ts';

/**
 * Jobs that do nothing: by graphile-worker alone (BENCH_SIDE=raw), or through our task list with all that
 * a worker process of ours has around it (BENCH_SIDE=wrapped). Pool and options are the same.
 */
export type NoOpQuestions = { jobs: { asks: { count: number }; answers: { perSecond: number } } };

const fail = (error: Error) => {
	console.error(error);
	process.exit(1);
};
const config = loadConfig();
const pool = createWorkerPool(config.databaseUrl, config.workerConcurrency, 8_000, fail);
const events = new EventEmitter() as WorkerEvents;
const poolId = new Promise<string>((resolve) =>
	events.once('pool:create', ({ workerPool }) => resolve(workerPool.id))
);

async function begun(payload: unknown): Promise<void> {
	const { runId, report } = payload as { runId: string; report?: boolean };
	if (report) tell({ news: { started: runId, at: now() } });
}

const rawTasks: TaskList = { 'run-task': begun, 'clean-up': async () => undefined };

/** What worker/main.ts does, with handlers that do nothing. */
function wrappedTasks(): TaskList {
	const app = createApp({ config, log: createLog(config) });
	const context = {
		app,
		isolationLock: new IsolationLock(),
		inFlight: new InFlight(app.eventFeed, new AbortController().signal)
	};
	const self = {
		id: app.processId,
		kind: 'worker',
		host: hostname(),
		pid: process.pid,
		version: 'bench'
	} as const;
	const present = poolId.then(async (id) => {
		await app.presence.join({ ...self, poolId: id }, (reason) => fail(new Error(reason)));
		startReconcileLoop(app);
	});
	return createTaskList(context, present, {
		'run-task': async () => undefined,
		'run-action': async () => undefined,
		'look-at-target': async () => undefined,
		'look-for-rows': async () => undefined,
		'check-connections': async () => undefined,
		'check-connection': async () => undefined,
		'expire-actions': async () => undefined,
		'remind-reviewers': async () => undefined,
		'forget-row-metadata': async () => undefined,
		'forget-row-metadata-of': async () => undefined,
		'sync-billing': async () => undefined,
		'sync-all-billing': async () => undefined,
		'plan-notifications': async () => undefined,
		'send-notification': async () => undefined,
		'send-reset-link': async () => undefined,
		'send-contact-mail': async () => undefined,
		'send-digests': async () => undefined,
		'clean-up': async () => undefined
	});
}

await run({
	pgPool: pool,
	concurrency: config.workerConcurrency,
	pollInterval: 1_000,
	noHandleSignals: true,
	crontab,
	events,
	logger: new Logger(() => () => undefined),
	taskList: process.env.BENCH_SIDE === 'wrapped' ? wrappedTasks() : rawTasks
});
const client = new pg.Client({ connectionString: config.databaseUrl });
await client.connect();

/** From the moment when all jobs are there until the last is done. */
async function jobs({ count }: { count: number }): Promise<{ perSecond: number }> {
	let done = 0;
	const all = new Promise<number>((resolve) => {
		const complete = () => {
			if (++done < count) return;
			events.off('job:complete', complete);
			resolve(now());
		};
		events.on('job:complete', complete);
	});
	await client.query(
		`select graphile_worker.add_job('run-task', json_build_object('runId', gen_random_uuid()))
		from generate_series(1, $1)`,
		[count]
	);
	const added = now();
	return { perSecond: (count * 1_000) / ((await all) - added) };
}

answer({ jobs });
