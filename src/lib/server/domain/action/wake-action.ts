import type { Jobs, Tx } from '#server/ports.ts';

/** Adds the job that makes a worker look at this action; a waiting one of the same action is replaced. */
export function wakeAction(jobs: Jobs, tx: Tx, actionId: string, runAt?: Date): Promise<void> {
	return wakeActions(jobs, tx, [{ id: actionId, ...(runAt && { runAt }) }]);
}

/** The same for many, in one statement: each by itself, thousands would take longer than a transaction may. */
export async function wakeActions(
	jobs: Jobs,
	tx: Tx,
	actions: { id: string; runAt?: Date }[]
): Promise<void> {
	const added = actions.map(({ id, ...when }) => ({
		payload: { actionId: id },
		key: `action:${id}`,
		...when
	}));
	await jobs.addEach(tx, 'run-action', added);
}
