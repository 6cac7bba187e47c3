import type { Jobs, Tx } from '#server/ports.ts';
import { planTable } from './plan-table.ts';
import { wakeRun } from './wake-run.ts';

const places = planTable('concurrency');

/**
 * Gives the workspace's free places in the queue to its longest waiting runs, each with a job. Only as
 * many runs of a workspace have a job as its plan may run at once, so that ten thousand tasks of one are
 * not in front of another's first. `leaving` is a run that ends in the same breath.
 */
export async function admitRuns(jobs: Jobs, tx: Tx, workspaceId: string, leaving?: string): Promise<void> {
	const admitted = await tx.$queryRaw<{ id: string }[]>`
		with free as (
			select (${places}::jsonb ->> w.plan)::int - (
				select count(*)::int from runs r
				where r.workspace_id = w.id and r.admitted and r.status in ('queued', 'running')
					and r.id is distinct from ${leaving ?? null}::uuid
			) as places
			from workspaces w where w.id = ${workspaceId}::uuid and w.paused_at is null
		), next as (
			select r.workspace_id, r.id from runs r
			join tasks t on t.workspace_id = r.workspace_id and t.id = r.task_id
			join agents a on a.workspace_id = t.workspace_id and a.id = t.agent_id
			where r.workspace_id = ${workspaceId}::uuid and r.status = 'queued' and not r.admitted
				-- Kept in milliseconds, so rounded: a run of this very transaction may be half of one ahead.
				and r.run_after <= now() + interval '1 millisecond' and a.status = 'active'
			order by r.id limit greatest((select places from free), 0)
			for update of r skip locked
		)
		update runs r set admitted = true from next
		where r.workspace_id = next.workspace_id and r.id = next.id
		returning r.id`;
	for (const run of admitted) await wakeRun(jobs, tx, run.id);
}
