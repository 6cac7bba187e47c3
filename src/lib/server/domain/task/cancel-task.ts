import type { TaskStatus } from '#lib/schemas/task.ts';
import { DomainError, notFound } from '#server/errors.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { rejectActions } from '../action/reject-actions.ts';
import { reopenAction } from '../action/reopen-action.ts';
import { authorise, userIdOf, type Actor } from '../access/actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { admitRuns } from '../run/admit-runs.ts';
import { alreadyDecided } from './already-decided.ts';

type Found = { status: TaskStatus; agent_id: string; created_by_id: string | null };

const cancellable: TaskStatus[] = ['queued', 'in_progress', 'needs_review'];

/**
 * Ends a task that is not decided yet, whatever it is doing. What was approved of it and has not left is taken back.
 * Throws `forbidden` for what somebody else gave and waits for review, `not_found`, `already_decided`, `illegal_transition` also when a part of it has left the house.
 */
export async function cancelTask(deps: { db: Db; jobs: Jobs }, actor: Actor, id: string): Promise<void> {
	authorise(actor, 'give tasks');
	await deps.db.$transaction(async (tx) => {
		const [task] = await tx.$queryRaw<Found[]>`
			select status, agent_id, created_by_id from tasks
			where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid for update`;
		if (!task) throw notFound('task');
		authoriseFor(actor, task);
		if (!cancellable.includes(task.status)) throw await alreadyDecided(tx, actor, id, task.status);
		await takeBack(tx, actor, id);
		await stop(tx, actor, id);
		await admitRuns(deps.jobs, tx, actor.workspaceId);
		await recordEvent(tx, {
			workspaceId: actor.workspaceId,
			kind: 'task.cancelled',
			taskId: id,
			agentId: task.agent_id,
			by: actor.by
		});
	});
}

/** What waits for review is a reviewer’s to end, or its giver’s. */
function authoriseFor(actor: Actor, { status, created_by_id: giver }: Found): void {
	const own = giver !== null && giver === userIdOf(actor);
	if (status === 'needs_review' && !own) authorise(actor, 'review work');
}

async function takeBack(tx: Tx, actor: Actor, taskId: string): Promise<void> {
	const under = await tx.$queryRaw<{ id: string; run_id: string; status: string }[]>`
		select id, run_id, status from actions
		where workspace_id = ${actor.workspaceId}::uuid and task_id = ${taskId}::uuid
			and status in ('approved', 'dispatching', 'unknown', 'needs_human', 'succeeded') for update`;
	if (under.some(({ status }) => status !== 'approved')) {
		throw new DomainError(
			'illegal_transition',
			'A part of this has left the house already, so it cannot be cancelled as a whole. Reject the rest instead.'
		);
	}
	for (const { id, run_id: runId } of under)
		await reopenAction(tx, { id, runId, taskId, workspaceId: actor.workspaceId });
}

async function stop(tx: Tx, actor: Actor, id: string): Promise<void> {
	await tx.$executeRaw`
		update tasks set status = 'cancelled', updated_at = now()
		where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid`;
	await tx.$executeRaw`
		update runs set status = 'cancelled', finished_at = now()
		where workspace_id = ${actor.workspaceId}::uuid and task_id = ${id}::uuid and status in ('queued', 'running')`;
	await rejectActions(tx, actor, { taskId: id });
}
