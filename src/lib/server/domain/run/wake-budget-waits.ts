import type { Db, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { admitRuns } from './admit-runs.ts';

/** After another cap or plan: what waited for money, or for a slot, is looked at again at once. */
export async function wakeBudgetWaits(jobs: Jobs, tx: Tx, workspaceId: string): Promise<void> {
	await tx.$executeRaw`
		update runs set run_after = now(), wait_reason = null
		where workspace_id = ${workspaceId}::uuid and status = 'queued' and wait_reason in ('budget', 'budget_busy', 'tasks')`;
	await tx.$executeRaw`
		update usage_counters set warned_percent = 0 where workspace_id = ${workspaceId}::uuid and warned_percent > 0`;
	await admitRuns(jobs, tx, workspaceId);
}

/** The calls that one settled call makes room for, and a few more, for each holds back far more than it will cost. */
const wokenAtOnce = 3;

/** A call has given back what it held: those that waited for it longest need not wait for the clock. */
export async function wakeBusyWaits(
	{ db, jobs }: { db: Db; jobs: Jobs },
	workspaceId: string
): Promise<void> {
	await db.$transaction(async (tx) => {
		await tx.$executeRaw`
			update runs set run_after = now(), wait_reason = null
			where workspace_id = ${workspaceId}::uuid and status = 'queued' and id in (
				select id from runs
				where workspace_id = ${workspaceId}::uuid and status = 'queued' and wait_reason in ('budget_busy', 'budget')
				order by id limit ${wokenAtOnce} for update skip locked
			)`;
		await admitRuns(jobs, tx, workspaceId);
	});
}

/** When a worker starts, an operator may have raised a limit of theirs: all that wait for money are looked at again. */
export async function wakeAllBudgetWaits({ db }: { db: Db }): Promise<void> {
	await db.$executeRaw`
		update runs set run_after = now(), wait_reason = null where status = 'queued' and wait_reason = 'budget'`;
}
