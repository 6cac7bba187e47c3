import type { Db, Tx } from '#server/ports/db.ts';
import { recordEvent } from '../event/record-event.ts';

type Place = { workspaceId: string; workflowId: string };

/** For so many minutes nobody is told that looking for new rows does not work. */
const patienceMinutes = 30;

/** It stands on the workflow, and after a while its people are told. */
export async function noteLate(db: Db, { workspaceId, workflowId }: Place, problem: string): Promise<void> {
	await db.$transaction(async (tx) => {
		const [late] = await tx.$queryRaw<{ name: string; agent_id: string; tell: boolean }[]>`
			update workflows w set look_problem = ${problem}, look_told = w.look_told or late.is_late
			from (
				select id, look_told, coalesce(looked_at, settled_at) < now() - make_interval(mins => ${patienceMinutes}) as is_late
				from workflows where workspace_id = ${workspaceId}::uuid and id = ${workflowId}::uuid for no key update
			) late
			where w.workspace_id = ${workspaceId}::uuid and w.id = late.id
			returning w.name, w.agent_id, late.is_late and not late.look_told as tell`;
		if (!late?.tell) return;
		const { name, agent_id: agentId } = late;
		await recordEvent(tx, {
			workspaceId,
			kind: 'workflow.late',
			agentId,
			data: { name, message: problem, workflowId }
		});
	});
}

/** What stays wrong with the sheet pauses the workflow. */
export async function pauseForSheet(
	db: Db,
	{ workspaceId, workflowId }: Place,
	problem: string
): Promise<void> {
	await db.$transaction(async (tx) => {
		const [row] = await tx.$queryRaw<{ id: string; name: string; agentId: string }[]>`
			select id, name, agent_id as "agentId" from workflows
			where workspace_id = ${workspaceId}::uuid and id = ${workflowId}::uuid and enabled and trigger_kind = 'row'
				and (pause_code is null or pause_code = 'waiting') for no key update`;
		if (row) await pauseInside(tx, { ...row, workspaceId }, problem, false);
	});
}

type Paused = { id: string; workspaceId: string; name: string; agentId: string };

/** `forget`: what has been seen is worth nothing any more. */
export async function pauseInside(
	tx: Tx,
	{ id, workspaceId, name, agentId }: Paused,
	message: string,
	forget: boolean
): Promise<void> {
	await tx.$executeRaw`
		update workflows set pause_code = 'sheet', pause_reason = ${message}, next_fire_at = null, updated_at = now(),
			cursor = case when ${forget} then null else cursor end
		where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`;
	await recordEvent(tx, {
		workspaceId,
		kind: 'workflow.paused',
		agentId,
		data: { name, message, workflowId: id }
	});
}
