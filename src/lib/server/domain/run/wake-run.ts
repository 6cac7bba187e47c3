import type { Jobs, Tx } from '#server/ports.ts';

/** Adds the job that makes a worker look at this run; a waiting one of the same run is replaced. */
export async function wakeRun(jobs: Jobs, tx: Tx, runId: string, runAt?: Date): Promise<void> {
	await jobs.add(tx, 'run-task', { runId }, { key: `run:${runId}`, ...(runAt && { runAt }) });
}
