import type { Definition, Trigger } from '#lib/schemas/workflow-template.ts';
import type { Workflow } from '#lib/schemas/workflow.ts';
import { sql } from '#server/db/sql.ts';
import type { Db, Sql } from '#server/ports/db.ts';

/** A workflow with what stands around it, as Postgres says it in one text of JSON. */
export type WorkflowRow = ListedRow & { definition: Definition; inputs: Workflow['inputs'] };

/** The same without what may be long. */
export type ListedRow = Pick<
	Workflow,
	'id' | 'agentId' | 'agent' | 'name' | 'template' | 'templateVersion' | 'enabled' | 'shadow' | 'missed'
> & {
	role: string;
	createdById: string | null;
	trigger: Trigger;
	pauseCode: NonNullable<Workflow['pause']>['code'] | null;
	pauseReason: string | null;
	waitingBound: number;
	waiting: number;
	newestVersion: number | null;
	addressVersion: number;
	signed: boolean;
	rows: Workflow['rows'];
	lastFire: Workflow['lastFire'];
	createdAt: string;
	updatedAt: string;
};

/** One that is not deleted; null where there is none. */
export async function readWorkflow(
	db: Pick<Db, '$queryRaw'>,
	workspaceId: string,
	id: string
): Promise<WorkflowRow | null> {
	const rows = await read<WorkflowRow>(
		db,
		sql`, w.definition, w.inputs`,
		sql`w.id = ${id}::uuid`,
		workspaceId,
		1
	);
	return rows[0] ?? null;
}

type Page = { agentId?: string | undefined; cursor?: string | undefined };

/** Those that are not deleted, newest last, after the one at the cursor. */
export function readWorkflows(
	db: Pick<Db, '$queryRaw'>,
	workspaceId: string,
	{ agentId, cursor }: Page,
	most: number
): Promise<ListedRow[]> {
	const which = sql`(${agentId ?? null}::uuid is null or w.agent_id = ${agentId ?? null}::uuid)
		and (${cursor ?? null}::uuid is null or w.id > ${cursor ?? null}::uuid)`;
	return read(db, sql``, which, workspaceId, most);
}

async function read<Row>(
	db: Pick<Db, '$queryRaw'>,
	more: Sql,
	which: Sql,
	workspaceId: string,
	most: number
): Promise<Row[]> {
	const [row] = await db.$queryRaw<[{ workflows: string }]>`
		select coalesce(json_agg(w order by w.id), '[]')::text as workflows from (
			select w.id, w.agent_id as "agentId", w.name, w.template_key as template, w.template_version as "templateVersion",
				json_build_object('id', a.id, 'name', a.name, 'avatar', a.avatar) as agent, a.role_template_key as role,
				w.created_by_id as "createdById", w.trigger, w.enabled, w.shadow, w.missed,
				w.pause_code as "pauseCode", w.pause_reason as "pauseReason", w.waiting_bound as "waitingBound",
				${waitingDrafts} as waiting, p.version as "newestVersion",
				case when w.trigger_kind = 'row' then json_build_object('lookedAt', w.looked_at, 'found', coalesce(w.last_found, 0),
					'known', coalesce(jsonb_array_length(w.cursor -> 'seen'), 0),
					'fresh', coalesce(jsonb_array_length(w.cursor -> 'fresh'), 0), 'problem', w.look_problem) end as rows,
				w.address_version as "addressVersion", w.signed, w.created_at as "createdAt", w.updated_at as "updatedAt",
				(select json_build_object('at', f.fire_at, 'outcome', f.outcome, 'reason', f.reason) from fires f
					where f.workspace_id = w.workspace_id and f.workflow_id = w.id and not exists (
						select 1 from tasks t where t.workspace_id = f.workspace_id and t.id = f.task_id and t.dry_run)
					order by f.fire_at desc, f.id desc limit 1) as "lastFire"${more}
			from workflows w
			join agents a on a.workspace_id = w.workspace_id and a.id = w.agent_id
			left join workflow_templates p on p.key = w.template_key
			where w.workspace_id = ${workspaceId}::uuid and w.deleted_at is null and ${which}
			order by w.id limit ${most}
		) w`;
	return JSON.parse(row.workflows) as Row[];
}

/**
 * How many drafts of the workflow `w` wait for review, each proposal by itself; counted little further than its bound.
 */
export const waitingDrafts = sql`(
	select coalesce(sum(greatest(1, few.proposals)), 0)::int from (
		select t.proposals from tasks t
		where t.workspace_id = w.workspace_id and t.workflow_id = w.id and t.status = 'needs_review'
		limit w.waiting_bound + 1
	) few
)`;
