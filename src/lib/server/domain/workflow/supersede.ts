import { notFound } from '#server/errors.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { recordEvent } from '../event/record-event.ts';

type Newer = { workspaceId: string; workflowId: string; taskId: string };

/**
 * A newer run that is about all that an older, unreviewed one is about takes its place: the older one leaves the inbox,
 * says so, and can be brought back. What somebody has begun to decide stays. Row by row and due time by due time, so that
 * nothing is lost that the newer one does not say again. The older tasks are locked first, those of others are left alone.
 */
export async function supersedeOlder(tx: Tx, newer: Newer, covers: string[]): Promise<void> {
	const { workspaceId, workflowId, taskId } = newer;
	if (covers.length === 0) return;
	const older = await tx.$queryRaw<{ id: string; agent_id: string }[]>`
		select t.id, t.agent_id from tasks t
		where t.workspace_id = ${workspaceId}::uuid and t.workflow_id = ${workflowId}::uuid and t.id <> ${taskId}::uuid
			and t.id < ${taskId}::uuid and t.status = 'needs_review'
			and (
				select r.covers <@ ${covers}::text[] and r.covers <> '{}' from runs r
				where r.workspace_id = t.workspace_id and r.task_id = t.id and r.status = 'succeeded'
				order by r.number desc limit 1
			)
			-- All of it is still proposed: the number is the row's own, so it is current once the row is locked.
			and t.proposals = (
				select count(*) from actions a where a.workspace_id = t.workspace_id and a.task_id = t.id
			)
			and not exists (
				select 1 from actions a
				where a.workspace_id = t.workspace_id and a.task_id = t.id and a.draft_payload is not null
			)
		order by t.id for update of t skip locked`;
	for (const { id, agent_id: agentId } of older) {
		await tx.$executeRaw`
			update actions set status = 'expired', error_code = 'superseded', decided_at = clock_timestamp(), snoozed_until = null
			where workspace_id = ${workspaceId}::uuid and task_id = ${id}::uuid and status = 'proposed'`;
		await tx.$executeRaw`
			update tasks set status = 'cancelled', superseded_by_id = ${taskId}::uuid, updated_at = now()
			where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`;
		await recordEvent(tx, { workspaceId, kind: 'task.superseded', taskId: id, agentId });
	}
}

/** Puts what a newer draft has taken the place of before its reviewers again. Throws `forbidden`, `not_found`. */
export async function bringBack(deps: { db: Db }, actor: Actor, taskId: string): Promise<void> {
	authorise(actor, 'review work');
	const { workspaceId } = actor;
	await deps.db.$transaction(async (tx) => {
		const [task] = await tx.$queryRaw<{ agent_id: string }[]>`
			select agent_id from tasks
			where workspace_id = ${workspaceId}::uuid and id = ${taskId}::uuid and status = 'cancelled'
				and superseded_by_id is not null for update`;
		if (!task) throw notFound('task');
		await tx.$executeRaw`
			update tasks set status = 'needs_review', superseded_by_id = null, updated_at = now()
			where workspace_id = ${workspaceId}::uuid and id = ${taskId}::uuid`;
		await tx.$executeRaw`
			update actions set status = 'proposed', error_code = null, decided_at = null, asked_at = now(),
				expires_at = greatest(expires_at, now() + interval '1 day')
			where workspace_id = ${workspaceId}::uuid and task_id = ${taskId}::uuid and status = 'expired'
				and error_code = 'superseded'`;
		const { agent_id: agentId } = task;
		await recordEvent(tx, { workspaceId, kind: 'task.brought_back', taskId, agentId, by: actor.by });
	});
}
