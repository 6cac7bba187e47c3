import { noTasksLeft } from '#lib/plans.ts';
import { Plan } from '#lib/schemas/plan.ts';
import type { Db } from '#server/ports/db.ts';
import { LeaseLost } from '../ledger/lease.ts';
import { planTable } from '../plan/plan-table.ts';
import type { Claim } from './claim-run.ts';
import { runIsOurs } from './run-sql.ts';
import { RunWaits } from './run-waits.ts';

const monthlyLimits = planTable('tasksPerMonth');
type Row = { held: boolean; before: boolean; counted: boolean; plan: string; monthEnds: Date };

/**
 * In a run of a workflow each draft is a task of the month: this counts it, once however often its step is begun. Other
 * tasks were counted when they were given, and a dry run counts nothing. Throws RunWaits when the month has no place left.
 */
export async function countDraft(db: Db, claim: Claim, address: string): Promise<void> {
	if (claim.workflowId === null || claim.dryRun) return;
	const [row] = await db.$queryRaw<[Row]>`
		with given as materialized (
			select r.workspace_id, r.id, ${address} = any(r.counted) as before from runs r where ${runIsOurs(claim)}
		), workspace as materialized (
			select w.id, w.plan, w.time_zone, (${monthlyLimits}::jsonb ->> w.plan)::int as allowed,
				date_trunc('month', now() at time zone w.time_zone) as month
			from workspaces w where w.id = ${claim.workspaceId}::uuid
		), counted as (
			insert into usage_counters as usage (workspace_id, month, tasks)
			select workspace.id, workspace.month::date, 1 from workspace, given where not given.before
			on conflict (workspace_id, month) do update set tasks = usage.tasks + 1
			where usage.tasks < coalesce((select allowed from workspace), 2147483647)
			returning tasks
		), marked as (
			update runs r set counted = r.counted || ${address}::text from given
			where r.workspace_id = given.workspace_id and r.id = given.id and exists (select 1 from counted)
		)
		select exists (select 1 from given) as held, coalesce((select before from given), false) as before,
			exists (select 1 from counted) as counted, workspace.plan,
			(workspace.month + interval '1 month') at time zone workspace.time_zone as "monthEnds"
		from workspace`;
	if (!row.held) throw new LeaseLost('The run belongs to somebody else now.');
	if (!row.before && !row.counted)
		throw new RunWaits('tasks', noTasksLeft(Plan.parse(row.plan)), row.monthEnds);
}
