import type { TaskCounts } from '#lib/schemas/task.ts';
import type { Db } from '#server/ports.ts';
import type { Actor } from '../actor.ts';

/** What waits, runs and failed; each count stops at 100, which pages show as 99+. */
export async function countTasks(deps: { db: Db }, actor: Actor): Promise<TaskCounts> {
	const [row] = await deps.db.$queryRaw<[TaskCounts]>`
		select
			(select count(*)::int from (select 1 from tasks where workspace_id = ${actor.workspaceId}::uuid
				and status = 'needs_review' limit 100) few) as waiting,
			(select count(*)::int from (select 1 from tasks where workspace_id = ${actor.workspaceId}::uuid
				and status in ('queued', 'in_progress') limit 100) few) as running,
			(select count(*)::int from (select 1 from tasks where workspace_id = ${actor.workspaceId}::uuid
				and status = 'in_progress' limit 100) few) as working,
			(select count(*)::int from (select 1 from tasks where workspace_id = ${actor.workspaceId}::uuid
				and status = 'failed' limit 100) few) as failed`;
	return row;
}
