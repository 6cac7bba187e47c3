import type { WorkflowEdit } from '#lib/schemas/workflow.ts';
import type { EventKind } from '#lib/events.ts';
import { notFound } from '#server/errors.ts';
import type { JsonObject, Tx } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { checkInputs, checkTrigger } from './check-filled-in.ts';
import { dueFields } from './due-fields.ts';
import { findWorkflow } from './get-workflow.ts';
import { refuseUnavailable } from './create-workflow.ts';
import { keepCursor, newCursor } from './edit-cursor.ts';
import type { ReadRowsDeps } from './read-rows.ts';
import { databaseNow, lockPlan, takeWorkflowPlace } from './workflow-limit.ts';
import type { WorkflowRow } from './workflow-row.ts';

/**
 * Changes what is given and leaves the rest: what it does, when, whether it is on, whether it is paused. Whatever was due
 * while it was off or paused stays undone. Throws `not_found`, `invalid_input`, `invalid_schedule`, `limit_workflows`,
 * `agent_unavailable` when its agent has been archived.
 */
export async function updateWorkflow(deps: ReadRowsDeps, actor: Actor, edit: WorkflowEdit): Promise<void> {
	authorise(actor, 'manage workflows');
	// Google is asked before anything is locked.
	const cursor = await newCursor(deps, actor, edit);
	await deps.db.$transaction(async (tx) => {
		await lockPlan(tx, actor.workspaceId);
		await lockWorkflow(tx, actor, edit.id);
		const before = await findWorkflow(tx, actor, edit.id);
		if (edit.enabled && !before.enabled) await refuseUnavailable(tx, actor, before.agentId);
		await write(tx, actor, before, edit);
		await keepCursor(tx, actor, edit, cursor);
		await recordEvent(tx, {
			workspaceId: actor.workspaceId,
			kind: whatHappened(before, edit),
			agentId: before.agentId,
			by: actor.by,
			data: { name: edit.name ?? before.name, ...(edit.paused && { message: edit.paused }) }
		});
	});
}

/** Whoever fires it, changes it or deletes it waits for the others. Throws `not_found`. */
export async function lockWorkflow(tx: Tx, { workspaceId }: Actor, id: string): Promise<void> {
	const rows = await tx.$queryRaw<unknown[]>`
		select 1 from workflows
		where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and deleted_at is null for no key update`;
	if (rows.length === 0) throw notFound('workflow');
}

/** What was held starts no more. */
export async function dropHeld(tx: Tx, { workspaceId }: Actor, id: string, reason: string): Promise<void> {
	await tx.$executeRaw`
		update fires set outcome = 'skipped', reason = ${reason}, payload = null
		where workspace_id = ${workspaceId}::uuid and workflow_id = ${id}::uuid and outcome = 'held'`;
}

async function write(tx: Tx, actor: Actor, before: WorkflowRow, edit: WorkflowEdit): Promise<void> {
	const { id, inputs, trigger = before.trigger, paused, meanwhile: _, ...plain } = edit;
	const enabled = edit.enabled ?? before.enabled;
	const pause = pauseAfter(before, edit);
	const now = await databaseNow(tx);
	if (edit.trigger) checkTrigger(before.definition, trigger, now);
	const wasOn = before.enabled && before.pauseCode === null;
	const isOn = enabled && pause.pauseCode === null;
	if ((enabled && !before.enabled) || (isOn && !wasOn)) await takeWorkflowPlace(tx, actor.workspaceId, id);
	const again = edit.trigger !== undefined || isOn !== wasOn;
	if (!enabled || edit.paused)
		await dropHeld(tx, actor, id, enabled ? 'It was paused.' : 'It was switched off.');
	await tx.workflow.update({
		where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
		data: {
			...plain,
			...pause,
			...(inputs && { inputs: checkInputs(before.definition, inputs) }),
			...(edit.trigger && { trigger: trigger as JsonObject, triggerKind: trigger.kind }),
			...(again && dueFields(trigger, isOn, now)),
			...(isOn && !wasOn && { failures: 0 })
		}
	});
}

/** Switching on or off ends a pause; only a person's is given here. */
function pauseAfter(before: WorkflowRow, { enabled, paused }: WorkflowEdit) {
	if (paused) return { pauseCode: 'person', pauseReason: paused };
	const ends = paused === null || (enabled !== undefined && enabled !== before.enabled) || enabled === true;
	return ends
		? { pauseCode: null, pauseReason: null }
		: { pauseCode: before.pauseCode, pauseReason: before.pauseReason };
}

function whatHappened(before: WorkflowRow, { enabled, paused }: WorkflowEdit): EventKind {
	if (enabled !== undefined && enabled !== before.enabled)
		return enabled ? 'workflow.enabled' : 'workflow.disabled';
	if (paused) return 'workflow.paused';
	return paused === null && before.pauseCode ? 'workflow.resumed' : 'workflow.changed';
}
