import type { Tx } from '#server/ports/db.ts';
import { reopenActions } from './reopen-action.ts';

type Lost = { workspaceId: string; kinds: string[]; message: string };

/**
 * Approvals of these kinds that lost their ground before anything was done go back to the reviewers, each with an
 * event that says why. Locks tasks before actions, and takes as many statements for thousands as for one. Answers
 * how many there were.
 */
export async function voidApprovals(tx: Tx, lost: Lost): Promise<number> {
	const { workspaceId } = lost;
	const approved = await lockApproved(tx, lost);
	if (approved.length === 0) return 0;
	await reopenActions(tx, workspaceId, approved);
	// Approved actions are of the run that is before the reviewers, so their tasks are there again, too.
	await tx.$executeRaw`
		update tasks set status = 'needs_review', error_code = null, error_message = null, updated_at = now()
		where workspace_id = ${workspaceId}::uuid and id = any(${approved.map(({ taskId }) => taskId)}::uuid[])
			and status = 'approved'`;
	await tell(tx, lost, approved);
	return approved.length;
}

type Approved = { id: string; taskId: string; runId: string };

async function lockApproved(tx: Tx, { workspaceId, kinds }: Lost): Promise<Approved[]> {
	await tx.$queryRaw`
		select t.id from tasks t
		where t.workspace_id = ${workspaceId}::uuid and exists (
			select 1 from actions a
			where a.workspace_id = t.workspace_id and a.task_id = t.id and a.status = 'approved'
				and a.kind = any(${kinds}::text[])
		)
		order by t.id for update`;
	return tx.$queryRaw<Approved[]>`
		select id, task_id as "taskId", run_id as "runId" from actions
		where workspace_id = ${workspaceId}::uuid and status = 'approved' and kind = any(${kinds}::text[])
		order by id for update`;
}

async function tell(tx: Tx, { workspaceId, message }: Lost, voided: Approved[]): Promise<void> {
	await tx.$executeRaw`
		insert into events (workspace_id, kind, task_id, agent_id, data)
		select workspace_id, 'action.voided', task_id, agent_id,
			jsonb_build_object('title', title, 'message', ${message}::text)
		from actions where workspace_id = ${workspaceId}::uuid and id = any(${voided.map(({ id }) => id)}::uuid[])
		order by id`;
}
