import type { Workflow, WorkflowListItem, WorkflowQuery } from '#lib/schemas/workflow.ts';
import { notFound } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { readWorkflow, readWorkflows, type WorkflowRow } from './workflow-row.ts';
import { listedView, workflowView, type ViewDeps } from './workflow-view.ts';

/** One workflow with its next due times. Throws `not_found`. */
export async function getWorkflow(deps: ViewDeps & { db: Db }, actor: Actor, id: string): Promise<Workflow> {
	authorise(actor, 'view');
	return workflowView(deps, actor, await findWorkflow(deps.db, actor, id));
}

/** Those of the workspace or of one agent, oldest first, a keyset page at a time. */
export async function listWorkflows(
	deps: ViewDeps & { db: Db },
	actor: Actor,
	{ agentId, cursor, limit }: WorkflowQuery
): Promise<{ items: WorkflowListItem[]; nextCursor: string | null }> {
	authorise(actor, 'view');
	const rows = await readWorkflows(deps.db, actor.workspaceId, { agentId, cursor }, limit + 1);
	const items = rows.slice(0, limit).map((row) => listedView(deps, actor, row));
	return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

export async function findWorkflow(
	db: Pick<Db, '$queryRaw'>,
	{ workspaceId }: Actor,
	id: string
): Promise<WorkflowRow> {
	const row = await readWorkflow(db, workspaceId, id);
	if (!row) throw notFound('workflow');
	return row;
}
