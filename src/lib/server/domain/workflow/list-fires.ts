import type { Fire, OfWorkflow } from '#lib/schemas/workflow.ts';
import { FireOutcome } from '#lib/schemas/workflow.ts';
import type { Db } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { findWorkflow } from './get-workflow.ts';

type Row = {
	id: string;
	fire_at: Date;
	outcome: string;
	reason: string;
	task_id: string | null;
	count: number;
};

/** What was due or seen, newest first, a keyset page at a time. Throws `not_found`. */
export async function listFires(
	deps: { db: Db },
	actor: Actor,
	{ id, cursor, limit }: OfWorkflow
): Promise<{ items: Fire[]; nextCursor: string | null }> {
	authorise(actor, 'view');
	const { workspaceId } = actor;
	await findWorkflow(deps.db, actor, id);
	const rows = await deps.db.$queryRaw<Row[]>`
		select f.id, f.fire_at, f.outcome, f.reason, f.task_id, f.count from fires f
		where f.workspace_id = ${workspaceId}::uuid and f.workflow_id = ${id}::uuid
			and (${cursor ?? null}::uuid is null or (f.fire_at, f.id) < (
				select c.fire_at, c.id from fires c where c.workspace_id = ${workspaceId}::uuid and c.id = ${cursor ?? null}::uuid
			))
		order by f.fire_at desc, f.id desc limit ${limit + 1}`;
	const items = rows.slice(0, limit).map((row) => ({
		id: row.id,
		at: row.fire_at.toISOString(),
		outcome: FireOutcome.parse(row.outcome),
		reason: row.reason,
		taskId: row.task_id,
		count: row.count
	}));
	return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}
