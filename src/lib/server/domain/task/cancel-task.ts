import type { TaskStatus } from '#lib/schemas/task.ts';
import { notFound } from '#server/errors.ts';
import type { Db, Jobs, Tx } from '#server/ports.ts';
import { authorise, type Actor } from '../actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { admitRuns } from '../run/admit-runs.ts';
import { alreadyDecided } from './already-decided.ts';

const cancellable: TaskStatus[] = ['queued', 'in_progress', 'needs_review'];

/** Ends a task that is not decided yet, whatever it is doing. Throws `not_found`, `already_decided`, `illegal_transition`. */
export async function cancelTask(deps: { db: Db; jobs: Jobs }, actor: Actor, id: string): Promise<void> {
	authorise(actor, 'give tasks');
	await deps.db.$transaction(async (tx) => {
		const [task] = await tx.$queryRaw<{ status: TaskStatus; agent_id: string }[]>`
			select status, agent_id from tasks
			where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid for update`;
		if (!task) throw notFound('task');
		if (!cancellable.includes(task.status)) throw await alreadyDecided(tx, actor, id, task.status);
		await stop(tx, actor, id);
		await admitRuns(deps.jobs, tx, actor.workspaceId);
		await recordEvent(tx, {
			workspaceId: actor.workspaceId,
			kind: 'task.cancelled',
			taskId: id,
			agentId: task.agent_id,
			actorId: actor.userId
		});
	});
}

async function stop(tx: Tx, actor: Actor, id: string): Promise<void> {
	await tx.$executeRaw`
		update tasks set status = 'cancelled', updated_at = now()
		where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid`;
	await tx.$executeRaw`
		update runs set status = 'cancelled', finished_at = now()
		where workspace_id = ${actor.workspaceId}::uuid and task_id = ${id}::uuid and status in ('queued', 'running')`;
	await tx.action.updateMany({
		where: { workspaceId: actor.workspaceId, taskId: id, status: 'proposed' },
		data: { status: 'rejected' }
	});
}
