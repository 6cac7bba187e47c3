import type { Jobs, Tx } from '#server/ports.ts';

/** Adds the job that makes a worker look at this action; a waiting one of the same action is replaced. */
export async function wakeAction(jobs: Jobs, tx: Tx, actionId: string, runAt?: Date): Promise<void> {
	await jobs.add(tx, 'run-action', { actionId }, { key: `action:${actionId}`, ...(runAt && { runAt }) });
}
