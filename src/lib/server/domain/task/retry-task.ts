import type { TaskStatus, TaskType } from '#lib/schemas/task.ts';
import { DomainError, notFound } from '#server/errors.ts';
import type { Tx } from '#server/ports.ts';
import { authorise, type Actor } from '../actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { admitRuns } from '../run/admit-runs.ts';
import type { Claim } from '../run/claim-run.ts';
import { executeRun, type RunDeps } from '../run/execute-run.ts';
import { refuseArchived } from './refuse-archived.ts';
import { insertNextRun } from './insert-next-run.ts';

type Failed = {
	status: TaskStatus;
	type: TaskType;
	agent_id: string;
	feedback: string | null;
};

/**
 * Gives a failed task a new run, with the feedback that the failed one had. A demo is done again before
 * this returns. Throws `not_found`, `agent_unavailable`, `illegal_transition` for a task that has not failed.
 */
export async function retryTask(deps: RunDeps, actor: Actor, id: string): Promise<void> {
	authorise(actor, 'give tasks');
	const demo = await deps.db.$transaction(async (tx) => {
		await refuseArchived(tx, actor, id);
		const failed = await lockFailed(tx, actor, id);
		const runId = await insertNextRun(tx, actor, id, 'retried', failed.feedback);
		await recordEvent(tx, {
			workspaceId: actor.workspaceId,
			kind: 'task.retried',
			taskId: id,
			agentId: failed.agent_id,
			actorId: actor.userId
		});
		const status: TaskStatus = failed.type === 'demo' ? 'in_progress' : 'queued';
		await tx.$executeRaw`
			update tasks set status = ${status}, error_code = null, error_message = null, updated_at = now()
			where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid`;
		if (failed.type === 'demo') return leaseToThisProcess(tx, deps.processId, actor, id, runId);
		await admitRuns(deps.jobs, tx, actor.workspaceId);
		return null;
	});
	if (demo) await executeRun(deps, demo);
}

async function lockFailed(tx: Tx, actor: Actor, id: string): Promise<Failed> {
	const [task] = await tx.$queryRaw<Failed[]>`
		select t.status, t.type, t.agent_id, (
			select r.feedback from runs r where r.workspace_id = t.workspace_id and r.task_id = t.id
			order by r.number desc limit 1
		) as feedback
		from tasks t
		where t.workspace_id = ${actor.workspaceId}::uuid and t.id = ${id}::uuid for update`;
	if (!task) throw notFound('task');
	if (task.status === 'failed') return task;
	throw new DomainError('illegal_transition', 'Only a task that failed can be tried again.');
}

async function leaseToThisProcess(
	tx: Tx,
	processId: string,
	actor: Actor,
	taskId: string,
	runId: string
): Promise<Claim> {
	await tx.$executeRaw`
		update runs set status = 'running', attempt = 1, lease_epoch = 1, lease_owner = ${processId}::uuid, started_at = now()
		where workspace_id = ${actor.workspaceId}::uuid and id = ${runId}::uuid`;
	return { runId, workspaceId: actor.workspaceId, taskId, epoch: 1, attempt: 1, type: 'demo', hours: null };
}
