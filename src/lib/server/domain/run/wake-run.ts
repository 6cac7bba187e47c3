import type { Jobs, Sql, Tx } from '#server/ports.ts';

/** Adds the job that makes a worker look at this run; a waiting one of the same run is replaced. */
export async function wakeRun(jobs: Jobs, tx: Tx, runId: string, runAt?: Date): Promise<void> {
	await tx.$executeRaw`select ${wakingRun(jobs, runId, runAt)}`;
}

/** The same inside a statement that begins the run. */
export function wakingRun(jobs: Jobs, runId: string, runAt?: Date): Sql {
	return jobs.adding('run-task', { runId }, { key: `run:${runId}`, ...(runAt && { runAt }) });
}
