import type { OfWorkflow, WorkflowRun } from '#lib/schemas/workflow.ts';
import type { Db } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { findWorkflow } from './get-workflow.ts';

/** As Postgres says it; the procedure's output checks it. */
type Row = WorkflowRun & { errorCode: string | null; errorMessage: string | null };

/** The runs of a workflow, newest first: tasks, with the steps of their last execution. Throws `not_found`. */
export async function listRuns(
	deps: { db: Db },
	actor: Actor,
	{ id, cursor, limit }: OfWorkflow
): Promise<{ items: WorkflowRun[]; nextCursor: string | null }> {
	authorise(actor, 'view');
	const { workspaceId } = actor;
	await findWorkflow(deps.db, actor, id);
	const [row] = await deps.db.$queryRaw<[{ runs: string }]>`
		select coalesce(json_agg(task order by task.id desc), '[]')::text as runs from (
			select t.id, t.title, t.status, t.dry_run as "dryRun", t.superseded_by_id as "supersededBy", t.proposals,
				t.created_at as "createdAt", t.updated_at as "updatedAt", t.error_code as "errorCode",
				t.error_message as "errorMessage",
				exists (select 1 from fires f where f.workspace_id = t.workspace_id and f.task_id = t.id
					and f.outcome = 'late') as late,
				(select coalesce(sum(c.cost_micros), 0)::bigint from runs r
					join model_calls c on c.workspace_id = r.workspace_id and c.run_id = r.id
					where r.workspace_id = t.workspace_id and r.task_id = t.id) as "costMicros",
				(select coalesce(json_agg(json_build_object('key', s.key, 'kind', s.kind, 'status', s.status) order by s.id), '[]')
					from steps s where s.workspace_id = t.workspace_id and s.run_id = (
						select r.id from runs r where r.workspace_id = t.workspace_id and r.task_id = t.id
						order by r.number desc limit 1)) as steps
			from tasks t
			where t.workspace_id = ${workspaceId}::uuid and t.workflow_id = ${id}::uuid
				and (${cursor ?? null}::uuid is null or t.id < ${cursor ?? null}::uuid)
			order by t.id desc limit ${limit + 1}
		) task`;
	const rows = JSON.parse(row.runs) as Row[];
	const items = rows.slice(0, limit).map(({ errorCode, errorMessage, ...run }) => ({
		...run,
		createdAt: new Date(run.createdAt).toISOString(),
		updatedAt: new Date(run.updatedAt).toISOString(),
		error: errorCode ? { code: errorCode, message: errorMessage ?? '' } : null
	}));
	return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
