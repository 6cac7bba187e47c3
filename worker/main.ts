import { EventEmitter } from 'node:events';
import { hostname } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, run, type WorkerEvents } from 'graphile-worker';
import { createApp } from '#server/app.ts';
import { ConfigError, loadConfig, type Config } from '#server/config.ts';
import { releaseBlameless } from '#server/domain/run/give-up-poison.ts';
import { createLog } from '#server/log.ts';
import { crontab } from './crontab.ts';
import { IsolationLock } from './isolation-lock.ts';
import { startNotificationTrigger } from './notification-trigger.ts';
import { InFlight } from './in-flight.ts';
import { createWorkerPool } from './pool.ts';
import { startReconcileLoop } from './reconcile-loop.ts';
import { startScheduler } from './scheduler.ts';
import { createTaskList } from './task-list.ts';

/** After this many milliseconds of an orderly stop, model calls are aborted and their runs put back. */
const patienceMillis = 15_000;
/** An orderly stop that takes longer is none: the ledger knows what to do with the rest. */
const deadlineMillis = 25_000;
/** So long may a last word to the database take, when the line has just broken. */
const lastWordMillis = 1_000;
const version = '0.1.0';

// Crash-only: whatever is left in doubt is found again by the ledger, so a clean death beats a limping life.
process.on('unhandledRejection', (reason) => die('A promise was rejected that nobody watches', reason));
process.on('uncaughtException', (error) => die(error.message, error));

const config = readConfig();
const log = createLog(config);
// What `demandDirect` below makes sure of.
const app = createApp({ config, log, poolSize: Math.min(config.workerConcurrency + 5, 40), direct: true });
let dying: Promise<void> | undefined;
/** Long before others would take this process for dead. */
const silenceMillis = app.timings.fenceSeconds * 400;
const pool = createWorkerPool(config.databaseUrl, config.workerConcurrency, silenceMillis, (error) =>
	dieOfLine(error.message)
);
const events = new EventEmitter() as WorkerEvents;
const poolId = new Promise<string>((resolve) =>
	events.once('pool:create', ({ workerPool }) => resolve(workerPool.id))
);
events.on('worker:getJob:error', ({ error }) =>
	(isBroken(error) ? dieOfLine : die)('No job could be fetched', error)
);
const stopping = new AbortController();
const context = {
	app,
	isolationLock: new IsolationLock(),
	inFlight: new InFlight(app.eventFeed, stopping.signal)
};

let ready: () => void = () => undefined;
const present = new Promise<void>((resolve) => (ready = resolve));
// Before the queue's library is let loose on connections that are not its own.
await app.presence.demandDirect();
const runner = await run({
	pgPool: pool,
	concurrency: config.workerConcurrency,
	pollInterval: 1_000,
	noHandleSignals: true,
	crontab,
	events,
	logger: new Logger(() => (level, message) => log.debug({ level }, message)),
	// No job begins before others know that this process is there to hold it.
	taskList: createTaskList(context, present)
});
const self = { id: app.processId, kind: 'worker', host: hostname(), pid: process.pid, version } as const;
const presence = await app.presence.join({ ...self, poolId: await poolId }, (reason, broken) =>
	broken ? dieOfLine(reason) : die(reason)
);
ready();
const stopReconcileLoop = startReconcileLoop(app);
const stopScheduler = startScheduler(app);
const stopNotificationTrigger = startNotificationTrigger(app);
log.info(
	{ processId: app.processId, concurrency: config.workerConcurrency, model: app.model.name },
	'Worker is ready'
);

let stopRequested = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
process.on('disconnect', () => void stop('disconnect'));
// The runner's promise resolves even after its pool broke: an end that nobody asked for is a crash.
void runner.promise.then(() => stopRequested || dieOfLine('graphile-worker stopped by itself'));

async function stop(reason: string): Promise<void> {
	if (stopRequested) return;
	stopRequested = true;
	log.info({ reason }, 'Worker is stopping');
	setTimeout(() => stopping.abort(), patienceMillis).unref();
	setTimeout(() => die('The orderly stop took too long'), deadlineMillis).unref();
	await runner.stop();
	stopReconcileLoop();
	stopScheduler();
	stopNotificationTrigger();
	await presence.leave();
	await app.close();
	await pool.end();
	process.exit(0);
}

/** Postgres or the network hung up. No answer in time is another thing: that is also what a task does that holds everybody up. */
function isBroken(error: unknown): boolean {
	return (
		error instanceof Error &&
		(('code' in error && String(error.code).startsWith('57P')) ||
			/connection terminated/i.test(error.message))
	);
}

/** Nobody is to blame but the line: said on a new one, if there is one in time. */
function dieOfLine(reason: string, err?: unknown): void {
	dying ??= Promise.race([sayBlameless(), sleep(lastWordMillis)]).then(() => die(reason, err));
}

async function sayBlameless(): Promise<void> {
	await releaseBlameless(app).catch(() =>
		sleep(lastWordMillis / 4)
			.then(() => releaseBlameless(app))
			.catch(() => 0)
	);
}

function die(reason: string, err?: unknown): void {
	log.error({ reason, err }, 'Worker ends itself');
	process.exit(1);
}

function readConfig(): Config {
	try {
		return loadConfig();
	} catch (error) {
		if (!(error instanceof ConfigError)) throw error;
		console.error(error.message);
		process.exit(1);
	}
}
