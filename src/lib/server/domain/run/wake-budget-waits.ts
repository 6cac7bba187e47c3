import type { Jobs, Tx } from '#server/ports.ts';
import { admitRuns } from './admit-runs.ts';

/** After another cap or plan: what waited for money, or for a place, is looked at again at once. */
export async function wakeBudgetWaits(jobs: Jobs, tx: Tx, workspaceId: string): Promise<void> {
	await tx.$executeRaw`
		update runs set run_after = now(), wait_reason = null
		where workspace_id = ${workspaceId}::uuid and status = 'queued' and wait_reason in ('budget', 'budget_busy')`;
	await tx.$executeRaw`
		update usage_counters set warned_percent = 0 where workspace_id = ${workspaceId}::uuid and warned_percent > 0`;
	await admitRuns(jobs, tx, workspaceId);
}
