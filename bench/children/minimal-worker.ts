import { run, Logger } from 'graphile-worker';
import { createDb } from '#server/db/client.ts';
import { createWorkerPool } from '../../worker/pool.ts';
import { answer, tell } from '../lib/answer.ts';
import { now } from '../lib/clock.ts';

/** The smallest worker on Prisma and graphile-worker: two status updates a job, and no promises kept. */
const databaseUrl = process.env.DATABASE_URL ?? '';
const concurrency = Number(process.env.WORKER_CONCURRENCY);
const db = createDb(databaseUrl, concurrency);

await run({
	pgPool: createWorkerPool(databaseUrl, concurrency, 8_000, () => process.exit(1)),
	concurrency,
	pollInterval: 1_000,
	noHandleSignals: true,
	logger: new Logger(() => () => undefined),
	taskList: {
		'minimal-task': async (payload) => {
			const { id } = payload as { id: string };
			const select = { id: true };
			await db.task.update({ where: { id }, data: { status: 'in_progress' }, select });
			await db.task.update({ where: { id }, data: { status: 'needs_review' }, select });
			tell({ news: { started: id, at: now() } });
		}
	}
});
answer({});
