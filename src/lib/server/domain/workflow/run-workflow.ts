import { noTasksLeft } from '#lib/plans.ts';
import { Plan } from '#lib/schemas/plan.ts';
import type { RunWorkflow } from '#lib/schemas/workflow.ts';
import { DomainError } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { authorise, userIdOf, type Actor } from '../access/actor.ts';
import { byColumns } from '../event/record-event.ts';
import { planTable } from '../plan/plan-table.ts';
import { checkFilledIn } from './check-filled-in.ts';
import { findWorkflow } from './get-workflow.ts';
import { runOf } from './run-of.ts';
import { startRuns } from './start-runs.ts';
import type { WorkflowRow } from './workflow-row.ts';

const monthlyLimits = planTable('tasksPerMonth');

/**
 * Runs a workflow now, whether it is on or not; answers the task's id. A dry run shows what it would do and counts
 * nothing. Throws `not_found`, `limit_tasks`, `agent_unavailable`, `invalid_input` where it needs what only a trigger
 * brings and nothing is given.
 */
export async function runWorkflow(
	deps: { db: Db; jobs: Jobs },
	actor: Actor,
	{ id, dryRun, given }: RunWorkflow
): Promise<string> {
	authorise(actor, 'manage workflows');
	const { workspaceId } = actor;
	return deps.db.$transaction(async (tx) => {
		const workflow = await findWorkflow(tx, actor, id);
		const { now } = await ready(tx, workspaceId, workflow.agentId, dryRun);
		const [taskId, fireId] = [newId(), newId()];
		await startRuns(deps.jobs, tx, [
			{
				id: fireId,
				workspaceId,
				workflowId: id,
				key: `manual:${fireId}`,
				at: now,
				outcome: 'started',
				reason: dryRun ? 'A dry run.' : 'Run by hand.',
				count: 1,
				payload: null,
				task: {
					...runOf(workflow, broughtBy(workflow, given, dryRun), now),
					id: taskId,
					runId: newId(),
					agentId: workflow.agentId,
					createdById: userIdOf(actor) ?? workflow.createdById,
					dryRun,
					shadow: workflow.shadow,
					scheduled: false,
					...byColumns(actor.by)
				}
			}
		]);
		return taskId;
	});
}

/** What a trigger would have brought. A dry run without it shows the template's example. */
function broughtBy({ definition: { fields } }: WorkflowRow, given: unknown, dryRun: boolean) {
	if (fields.length === 0) return null;
	const example = Object.fromEntries(fields.map((field) => [field.key, field.example]));
	return checkFilledIn(fields, given ?? (dryRun ? example : {})) as Record<string, unknown>;
}

type Ready = { plan: string; full: boolean; status: string; name: string; now: Date };

async function ready(tx: Tx, workspaceId: string, agentId: string, dryRun: boolean): Promise<Ready> {
	const [row] = await tx.$queryRaw<[Ready]>`
		select w.plan, a.status, a.name, now() as now,
			coalesce(u.tasks >= (${monthlyLimits}::jsonb ->> w.plan)::int, false) as full
		from workspaces w
		join agents a on a.workspace_id = w.id and a.id = ${agentId}::uuid
		left join usage_counters u
			on u.workspace_id = w.id and u.month = date_trunc('month', now() at time zone w.time_zone)::date
		where w.id = ${workspaceId}::uuid`;
	if (row.status === 'archived')
		throw new DomainError('agent_unavailable', `${row.name} has been archived and takes no new work.`);
	if (row.full && !dryRun) throw new DomainError('limit_tasks', noTasksLeft(Plan.parse(row.plan)));
	return row;
}
