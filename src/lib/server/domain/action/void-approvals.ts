import type { Tx } from '#server/ports.ts';
import { recordEvent } from '../event/record-event.ts';
import { reopenAction } from './reopen-action.ts';

type Approved = { id: string; taskId: string; runId: string; agentId: string; title: string };

/**
 * Approvals of these kinds that lost their ground before anything was done go back to the reviewers, each with an
 * event that says why. Locks tasks before actions. Answers how many.
 */
export async function voidApprovals(
	tx: Tx,
	{ workspaceId, kinds, message }: { workspaceId: string; kinds: string[]; message: string }
): Promise<number> {
	await tx.$queryRaw`
		select t.id from tasks t
		where t.workspace_id = ${workspaceId}::uuid and exists (
			select 1 from actions a
			where a.workspace_id = t.workspace_id and a.task_id = t.id and a.status = 'approved'
				and a.kind = any(${kinds}::text[])
		)
		order by t.id for update`;
	const approved = await tx.$queryRaw<Approved[]>`
		select id, task_id as "taskId", run_id as "runId", agent_id as "agentId", title from actions
		where workspace_id = ${workspaceId}::uuid and status = 'approved' and kind = any(${kinds}::text[])
		order by id for update`;
	for (const { title, agentId, ...action } of approved) {
		await reopenAction(tx, { ...action, workspaceId });
		const { taskId } = action;
		await recordEvent(tx, { workspaceId, kind: 'action.voided', taskId, agentId, data: { title, message } });
	}
	return approved.length;
}
