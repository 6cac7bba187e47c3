import type { Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { wake } from '../ledger/wake.ts';
import { slotsOf, slotsTaken } from './slots.ts';

/**
 * Gives the workspace's free slots in the queue to its longest waiting runs, each with a job. Only as
 * many runs of a workspace have a job as its plan may run at once, so that ten thousand tasks of one are
 * not in front of another's first. `leaving` is a run that ends in the same transaction.
 */
export async function admitRuns(
	jobs: Jobs,
	tx: Tx,
	workspaceId: string,
	leaving: string | null = null
): Promise<void> {
	const admitted = await tx.$queryRaw<{ id: string }[]>`
		with free as (
			select ${slotsOf('w')} - ${slotsTaken('w', leaving)} as slots
			from workspaces w where w.id = ${workspaceId}::uuid and w.paused_at is null
		), next as (
			select r.workspace_id, r.id from runs r
			join tasks t on t.workspace_id = r.workspace_id and t.id = r.task_id
			join agents a on a.workspace_id = t.workspace_id and a.id = t.agent_id
			where r.workspace_id = ${workspaceId}::uuid and r.status = 'queued' and not r.admitted
				-- Kept in milliseconds, so rounded: a run of this very transaction may be half of one ahead.
				and r.run_after <= now() + interval '1 millisecond' and a.status = 'active'
			order by r.id limit greatest((select slots from free), 0)
			for update of r skip locked
		)
		update runs r set admitted = true from next
		where r.workspace_id = next.workspace_id and r.id = next.id
		returning r.id`;
	await wake(jobs, tx, 'run', admitted);
}
