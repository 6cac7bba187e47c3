import type { Trigger } from '#lib/schemas/workflow-template.ts';
import type { WorkflowEdit } from '#lib/schemas/workflow.ts';
import type { Tx } from '#server/ports/db.ts';
import type { Actor } from '../access/actor.ts';
import { checkInputs, checkTrigger } from './check-filled-in.ts';
import { findWorkflow } from './get-workflow.ts';
import { refuseOwnTab, seedRows, type ReadRowsDeps } from './read-rows.ts';
import type { RowCursor } from './row-cursor.ts';
import { databaseNow } from './workflow-limit.ts';

/**
 * What counts as seen after an edit; null where that stays as it is. A pause keeps it, so that rows which come meanwhile
 * are found, unless they shall be left out. Whoever is switched on, or looks elsewhere, begins with what is there.
 */
export async function newCursor(
	deps: ReadRowsDeps,
	actor: Actor,
	edit: WorkflowEdit
): Promise<RowCursor | null> {
	const before = await findWorkflow(deps.db, actor, edit.id);
	const trigger = edit.trigger ?? before.trigger;
	if (trigger.kind !== 'row' || !(edit.enabled ?? before.enabled)) return null;
	checkTrigger(before.definition, trigger, await databaseNow(deps.db));
	const { workspaceId } = actor;
	const inputs = edit.inputs ? checkInputs(before.definition, edit.inputs) : before.inputs;
	const workflow = { definition: before.definition, inputs };
	const goesOn = edit.paused === null && before.pauseCode !== null;
	if (!before.enabled || !isSame(trigger, before.trigger) || (goesOn && edit.meanwhile === 'leave'))
		return seedRows(deps, workspaceId, trigger, workflow);
	if (edit.inputs) await refuseOwnTab(deps, workspaceId, trigger, workflow);
	return null;
}

function isSame(one: Trigger, other: Trigger): boolean {
	return (
		one.kind === 'row' &&
		other.kind === 'row' &&
		one.spreadsheet === other.spreadsheet &&
		one.tab === other.tab
	);
}

/** Whoever is switched off forgets, and begins anew with what is there then. */
export async function keepCursor(
	tx: Tx,
	{ workspaceId }: Actor,
	{ id, enabled }: WorkflowEdit,
	cursor: RowCursor | null
): Promise<void> {
	if (!cursor && enabled !== false) return;
	await tx.$executeRaw`
		update workflows set cursor = ${cursor && JSON.stringify(cursor)}::jsonb, look_problem = null, look_told = false,
			looked_at = case when ${cursor !== null} then date_trunc('milliseconds', clock_timestamp()) end, last_found = 0
		where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`;
}
