import { plans } from '#lib/plans.ts';
import type { Plan } from '#lib/schemas/plan.ts';
import { Trigger } from '#lib/schemas/workflow-template.ts';
import type { Tx } from '#server/ports/db.ts';
import { recordEvent } from '../event/record-event.ts';
import { dueFields } from '../workflow/due-fields.ts';
import { databaseNow } from '../workflow/workflow-limit.ts';

type Row = { id: string; agentId: string; name: string; trigger: unknown; code: string | null };

/**
 * Pauses the workflows that the plan has no room for, the last made first, and lets those go on that it has room for
 * again. Nothing is switched off or deleted, and what a person or its own failures have paused stays so. Call it with the
 * workspace locked.
 */
export async function fitWorkflows(tx: Tx, workspaceId: string, plan: Plan): Promise<void> {
	const allowed = plans[plan].workflows ?? Infinity;
	const on = await tx.$queryRaw<Row[]>`
		select id, agent_id as "agentId", name, trigger, pause_code as code from workflows
		where workspace_id = ${workspaceId}::uuid and enabled and deleted_at is null order by id for no key update`;
	const held = on.filter(({ code }) => code === 'plan');
	const working = on.filter(({ code }) => code === null || code === 'waiting');
	const places = Math.max(0, allowed - (on.length - held.length));
	for (const row of working.slice(allowed)) await pause(tx, workspaceId, row, plan);
	for (const row of held.slice(0, places)) await resume(tx, workspaceId, row);
}

async function pause(tx: Tx, workspaceId: string, { id, agentId, name }: Row, plan: Plan): Promise<void> {
	const { name: planName, workflows } = plans[plan];
	const message = `The ${planName} plan has room for ${workflows} workflows. This one goes on with a larger plan, or in the place of another.`;
	await tx.workflow.update({
		where: { workspaceId_id: { workspaceId, id } },
		data: { pauseCode: 'plan', pauseReason: message, nextFireAt: null }
	});
	await recordEvent(tx, { workspaceId, kind: 'workflow.paused', agentId, data: { name, message } });
}

async function resume(tx: Tx, workspaceId: string, { id, agentId, name, trigger }: Row): Promise<void> {
	const now = await databaseNow(tx);
	await tx.workflow.update({
		where: { workspaceId_id: { workspaceId, id } },
		data: { pauseCode: null, pauseReason: null, ...dueFields(Trigger.parse(trigger), true, now) }
	});
	await recordEvent(tx, { workspaceId, kind: 'workflow.resumed', agentId, data: { name } });
}
