import type { TaskStatus, TaskType } from '#lib/schemas/task.ts';
import { DomainError, notFound } from '#server/errors.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { recordEvent } from '../event/record-event.ts';
import type { Timings } from '../ledger/lease.ts';
import { admitRuns } from '../run/admit-runs.ts';
import { refuseArchived } from '../agent/refuse-archived.ts';
import { demoDone } from './demo-done.ts';
import { insertNextRun } from './insert-next-run.ts';

type Deps = { db: Db; jobs: Jobs; timings: Pick<Timings, 'demoSeconds'> };
type Failed = {
	status: TaskStatus;
	type: TaskType;
	agent_id: string;
	feedback: string | null;
};

/**
 * Gives a failed task a new run, with the feedback that the failed one had. With a demo this waits for a
 * worker as `createTask` does. Throws `not_found`, `agent_unavailable`, `illegal_transition` for a task that has not failed.
 */
export async function retryTask(deps: Deps, actor: Actor, id: string): Promise<void> {
	authorise(actor, 'give tasks');
	const type = await deps.db.$transaction(async (tx) => {
		await refuseArchived(tx, actor, id);
		const failed = await lockFailed(tx, actor, id);
		await insertNextRun(tx, actor, id, 'retried', failed.feedback);
		await recordEvent(tx, {
			workspaceId: actor.workspaceId,
			kind: 'task.retried',
			taskId: id,
			agentId: failed.agent_id,
			by: actor.by
		});
		const status: TaskStatus = failed.type === 'demo' ? 'in_progress' : 'queued';
		await tx.$executeRaw`
			update tasks set status = ${status}, error_code = null, error_message = null, updated_at = now()
			where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid`;
		await admitRuns(deps.jobs, tx, actor.workspaceId);
		return failed.type;
	});
	if (type === 'demo') await demoDone(deps, actor.workspaceId, id);
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
