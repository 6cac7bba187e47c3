import { DomainError } from '#server/errors.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import { lockTask } from '../action/move-task-on.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { recordEvent } from '../event/record-event.ts';
import type { Timings } from '../ledger/lease.ts';
import { alreadyDecided } from './already-decided.ts';
import type { TaskStatus } from '#lib/schemas/task.ts';
import { notFound } from '#server/errors.ts';

type Deps = { db: Db; timings: Pick<Timings, 'holdSeconds'> };

/**
 * Takes the approval of a result back within the hold, by the database's clock: nothing of it has left, so it comes
 * before its reviewer again. Throws `forbidden`, `not_found`, `too_late`, `illegal_transition` when nothing is approved;
 * what a task proposes is taken back action by action.
 */
export async function undoTask(deps: Deps, actor: Actor, id: string): Promise<void> {
	authorise(actor, 'review work');
	await deps.db.$transaction(async (tx) => {
		if (!(await lockTask(tx, actor.workspaceId, id))) throw notFound('task');
		const task = await read(tx, actor, id, deps.timings.holdSeconds);
		if (task.status === 'needs_review' || !task.approved)
			throw new DomainError('illegal_transition', 'There is no approval of a result to take back.');
		if (task.status !== 'completed') throw await alreadyDecided(tx, actor, id, task.status);
		if (!task.held)
			throw new DomainError(
				'too_late',
				'Too late to undo: this was approved a while ago. Give a new task instead.'
			);
		await reopen(tx, actor, id);
		const { workspaceId, by } = actor;
		await recordEvent(tx, { workspaceId, kind: 'task.undone', taskId: id, agentId: task.agent_id, by });
	});
}

type Row = { status: TaskStatus; agent_id: string; approved: boolean; held: boolean };

async function read(tx: Tx, { workspaceId }: Actor, id: string, holdSeconds: number): Promise<Row> {
	const [row] = await tx.$queryRaw<[Row]>`
		select t.status, t.agent_id, v.id is not null as approved,
			coalesce(t.updated_at + make_interval(secs => ${holdSeconds}) > clock_timestamp(), false) as held
		from tasks t
		left join reviews v on v.workspace_id = t.workspace_id and v.task_id = t.id and v.action_id is null
			and v.decision = 'approve' and v.undone_at is null and not exists (
				select 1 from actions a where a.workspace_id = v.workspace_id and a.run_id = v.run_id
			)
		where t.workspace_id = ${workspaceId}::uuid and t.id = ${id}::uuid`;
	return row;
}

async function reopen(tx: Tx, { workspaceId }: Actor, id: string): Promise<void> {
	await tx.$executeRaw`
		update reviews set undone_at = now()
		where workspace_id = ${workspaceId}::uuid and task_id = ${id}::uuid and action_id is null and undone_at is null`;
	await tx.$executeRaw`
		update tasks set status = 'needs_review', updated_at = now()
		where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`;
}
