import { z } from 'zod';
import { mostRows } from '#lib/schemas/run-plan.ts';
import type { Db } from '#server/ports/db.ts';
import { contentHash } from '../../ledger/canonical-json.ts';
import type { Claim } from '../claim-run.ts';
import { runStep } from '../run-step.ts';
import { StepFailed } from './step-failed.ts';
import { valueAt } from './scope.ts';
import type { StepModule } from './step-module.ts';

/** `left` were beyond the bound and are not done; `decided` are the places of those that were decided on before. */
const result = z.object({
	rows: z.number().int(),
	left: z.number().int(),
	decided: z.array(z.number().int()).default([])
});

/** Its steps once for each row, in order. The rows themselves are in the step that brought them. */
export const forEach: StepModule<'forEach', z.infer<typeof result>> = {
	result,
	take: ({ deps, claim }, { kind, over, once }, { address, scope }) =>
		runStep(deps, claim, { key: address, kind, result }, async () => {
			const rows = valueAt(scope, over);
			if (!Array.isArray(rows)) throw new StepFailed(`There are no rows under “${over}” to go through.`);
			const decided = once ? await decidedBefore(deps.db, claim, rows) : [];
			const taken = Math.min(rows.length - decided.length, mostRows);
			return { rows: taken, left: rows.length - decided.length - taken, decided };
		}),
	inner: ({ key, over, steps }, { rows, decided }, { address, scope }) => {
		const before = new Set(decided);
		return (valueAt(scope, over) as unknown[])
			.map((row, index) => ({ prefix: `${address}[${index}].`, scope: { ...scope, [key]: row }, row, steps }))
			.filter((_, index) => !before.has(index))
			.slice(0, rows);
	}
};

/** What a run says that it is about, where that is a row. */
export function rowKey(row: unknown): string {
	return `row:${contentHash(row)}`;
}

/**
 * The places of rows that an earlier run of the workflow was about and that somebody has decided on, or begun to. Those
 * that still wait as they were come again: the newer draft takes the older one's place.
 */
async function decidedBefore(
	db: Db,
	{ workspaceId, workflowId, taskId }: Claim,
	rows: unknown[]
): Promise<number[]> {
	if (workflowId === null) return [];
	const keys = rows.map(rowKey);
	const found = await db.$queryRaw<{ key: string }[]>`
		select distinct key from tasks t
		cross join lateral (
			select r.covers from runs r
			where r.workspace_id = t.workspace_id and r.task_id = t.id and r.status = 'succeeded'
			order by r.number desc limit 1
		) last
		cross join lateral unnest(last.covers) as covered(key)
		where t.workspace_id = ${workspaceId}::uuid and t.workflow_id = ${workflowId}::uuid and t.id <> ${taskId}::uuid
			and not t.dry_run and not t.shadow and last.covers && ${keys}::text[] and key = any(${keys}::text[])
			and case when exists (select 1 from actions a where a.workspace_id = t.workspace_id and a.task_id = t.id)
				then exists (
					select 1 from actions a where a.workspace_id = t.workspace_id and a.task_id = t.id
						and (a.status not in ('proposed', 'expired') or a.draft_payload is not null)
				)
				else t.status in ('approved', 'completed', 'rejected') end`;
	const decided = new Set(found.map(({ key }) => key));
	return keys.flatMap((key, index) => (decided.has(key) ? [index] : []));
}
