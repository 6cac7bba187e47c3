import { name, sql } from '#server/db/sql.ts';
import type { Sql } from '#server/ports/db.ts';
import { planTable } from '../plan/plan-table.ts';

const concurrency = planTable('concurrency');

/** How many slots of the queue the plan of a workspace gives it; `workspace` is the alias of its table. */
export function slotsOf(workspace: string): Sql {
	return sql`(${concurrency}::jsonb ->> ${name(workspace)}.plan)::int`;
}

/** How many of them are taken by runs that have a job or a worker, but for `leaving`, which ends in this transaction. */
export function slotsTaken(workspace: string, leaving: string | null = null): Sql {
	return sql`(
		select count(*)::int from runs busy
		where busy.workspace_id = ${name(workspace)}.id and busy.admitted and busy.status in ('queued', 'running')
			and busy.id is distinct from ${leaving}::uuid
	)`;
}
