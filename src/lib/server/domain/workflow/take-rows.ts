import { Definition } from '#lib/schemas/workflow-template.ts';
import type { TakenRows, TakeRows } from '#lib/schemas/workflow.ts';
import { DomainError, notFound } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { authorise, type Actor } from '../access/actor.ts';
import type { SpendCaps } from '../plan/plan-table.ts';
import { alone, readDelivered } from './delivered-row.ts';
import { refuseUnready } from './fire-delivery.ts';
import { findWorkflow } from './get-workflow.ts';
import { readCursor } from './look-for-rows.ts';
import { askedByPerson, readRows, type ReadRowsDeps } from './read-rows.ts';
import { fitting, reader } from './row-fires.ts';
import { rowName } from './sheet-rows.ts';
import { startRuns } from './start-runs.ts';

type Deps = ReadRowsDeps & { db: Db; jobs: Jobs; config: { spendCaps: SpendCaps } };

/**
 * Starts runs for the last rows of the sheet that were there already, each once however often it is asked for. Throws
 * `not_found`, `invalid_input` where no sheet is watched or it cannot be read, `workflow_off`, `workflow_paused`,
 * `agent_unavailable`.
 */
export async function takeRows(deps: Deps, actor: Actor, { id, last }: TakeRows): Promise<TakenRows> {
	authorise(actor, 'manage workflows');
	const { workspaceId } = actor;
	const { trigger, definition } = await findWorkflow(deps.db, actor, id);
	if (trigger.kind !== 'row') throw new DomainError('invalid_input', 'No new rows start this workflow.');
	const rows = await askedByPerson(() => readRows(deps, workspaceId, trigger, definition.fields));
	return deps.db.$transaction(async (tx) => {
		const place = { workspaceId, workflowId: id, kind: 'row' } as const;
		const row = await readDelivered(tx, deps.config.spendCaps, place, alone);
		if (!row) throw notFound('workflow');
		refuseUnready(row);
		const cursor = await readCursor(tx, row);
		const known = countOf(cursor?.seen ?? []);
		const read = reader(Definition.parse(row.definition).fields, rows);
		const there = rows.flatMap(({ print }, at) => {
			const nth = (known.get(print) ?? 0) - 1;
			known.set(print, nth);
			return nth >= 0 ? [{ at, key: `row:last:${rowName(print)}:${nth}` }] : [];
		});
		const chosen = there.slice(-last);
		const ready = chosen.flatMap(({ at, key }) => {
			const { brought } = read(at);
			return brought ? [{ key, brought }] : [];
		});
		const fires = fitting(row, ready);
		const written = await startRuns(deps.jobs, tx, fires);
		const fresh = fires.filter((fire) => written.has(fire.id));
		return {
			started: fresh.filter(({ task }) => task !== null).length,
			held: fresh.filter(({ task }) => task === null).length,
			refused: chosen.length - ready.length
		};
	});
}

function countOf(prints: string[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const print of prints) counts.set(print, (counts.get(print) ?? 0) + 1);
	return counts;
}
