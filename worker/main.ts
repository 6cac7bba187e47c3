import { EventEmitter } from 'node:events';
import { hostname } from 'node:os';
import { Logger, run, type WorkerEvents } from 'graphile-worker';
import { createApp } from '#server/app.ts';
import { ConfigError, loadConfig, type Config } from '#server/config.ts';
import { beat, leave, type ProcessInfo } from '#server/domain/system/heartbeat.ts';
import { createLog } from '#server/log.ts';
import { crontab } from './crontab.ts';
import { createWorkerPool } from './pool.ts';
import { startPulse } from './pulse.ts';
import { createTaskList } from './task-list.ts';

/** After this many milliseconds of an orderly stop, model calls are aborted and their runs put back. */
const patienceMillis = 20_000;
const version = '0.1.0';

const config = readConfig();
const log = createLog(config);
const app = createApp({ config, log, poolSize: config.workerConcurrency + 5, listen: false });
const pool = createWorkerPool(config.databaseUrl, config.workerConcurrency, (error) => die(error.message));
const stopping = new AbortController();
const events = new EventEmitter() as WorkerEvents;
const self: ProcessInfo = {
	id: app.processId,
	kind: 'worker',
	host: hostname(),
	pid: process.pid,
	poolId: null,
	version
};
events.on('pool:create', ({ workerPool }) => (self.poolId = workerPool.id));

// Crash-only: whatever is left in doubt is found again by the ledger, so a clean death beats a limping life.
process.on('unhandledRejection', (reason) =>
	die(reason instanceof Error ? reason.message : String(reason), reason)
);
process.on('uncaughtException', (error) => die(error.message, error));

await beat(app, self);
const runner = await run({
	pgPool: pool,
	concurrency: config.workerConcurrency,
	pollInterval: 1_000,
	noHandleSignals: true,
	crontab,
	events,
	logger: new Logger(() => (level, message) => log.debug({ level }, message)),
	taskList: createTaskList({ app, signal: stopping.signal })
});
await beat(app, self);
const stopPulse = startPulse(app, self, (reason) => die(reason));
log.info(
	{ processId: app.processId, concurrency: config.workerConcurrency, model: app.model.name },
	'Worker is ready'
);

let stopRequested = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
process.on('disconnect', () => void stop('disconnect'));
// The runner's promise resolves even after its pool broke: an end that nobody asked for is a crash.
void runner.promise.then(() => stopRequested || die('graphile-worker stopped by itself'));

async function stop(reason: string): Promise<void> {
	if (stopRequested) return;
	stopRequested = true;
	log.info({ reason }, 'Worker is stopping');
	const deadline = setTimeout(() => stopping.abort(), patienceMillis);
	await runner.stop();
	clearTimeout(deadline);
	stopPulse();
	await leave(app, app.processId);
	await app.close();
	await pool.end();
	process.exit(0);
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
