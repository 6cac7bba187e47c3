import type { TaskCounts } from '#lib/schemas/task.ts';
import type { Db } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';

/** What waits, runs and failed, dry runs left out; each count stops at 100, which pages show as 99+. */
export async function countTasks(deps: { db: Db }, actor: Actor): Promise<TaskCounts> {
	authorise(actor, 'view');
	const [row] = await deps.db.$queryRaw<[TaskCounts]>`
		select
			(select count(*)::int from (select 1 from tasks where workspace_id = ${actor.workspaceId}::uuid
				and status = 'needs_review' limit 100) few) as waiting,
			(select count(*)::int from (select 1 from tasks where workspace_id = ${actor.workspaceId}::uuid
				and status in ('queued', 'in_progress') and not dry_run limit 100) few) as running,
			(select count(*)::int from (select 1 from tasks where workspace_id = ${actor.workspaceId}::uuid
				and status = 'in_progress' and not dry_run limit 100) few) as working,
			(select count(*)::int from (select 1 from tasks where workspace_id = ${actor.workspaceId}::uuid
				and status = 'failed' and not dry_run limit 100) few) as failed`;
	return row;
}
