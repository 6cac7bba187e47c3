import type { TaskStatus } from '#lib/schemas/task.ts';
import type { Tx } from '#server/ports/db.ts';
import { recordEvent } from '../event/record-event.ts';

type Row = {
	status: TaskStatus;
	agent_id: string;
	actions: number;
	proposed: number;
	open: number;
	succeeded: number;
	failed: number;
	problem: string | null;
	/** Somebody has approved its result as it is, before it was proposed as a mail. */
	result_approved: boolean;
};

/**
 * The task's status as its latest run's actions make it: it waits for review while one is proposed, is approved
 * while one is being carried out, and ends with the last of them; a result that was approved stays so when nothing more comes of it. Call it after each change of an action, with the
 * task locked (`lockTask`, before the action). A task that has no actions, or is neither in review nor approved,
 * stays as it is. Answers the status.
 */
export async function moveTaskOn(tx: Tx, workspaceId: string, taskId: string): Promise<TaskStatus> {
	const row = await count(tx, workspaceId, taskId);
	const next = statusBy(row);
	if (next === row.status) return next;
	const ends = next === 'completed' || next === 'failed';
	const news = next === 'failed' || row.succeeded > 0;
	// What is carried out has been approved first, even if the rest was still before its reviewer.
	if (ends && row.status === 'needs_review') await setStatus(tx, workspaceId, taskId, 'approved', null);
	await setStatus(tx, workspaceId, taskId, next, next === 'failed' ? row.problem : null);
	if (ends && news) {
		const data = next === 'failed' && row.problem ? { message: row.problem } : {};
		const kind = next === 'failed' ? 'task.failed' : 'task.completed';
		await recordEvent(tx, { workspaceId, kind, taskId, agentId: row.agent_id, data });
	}
	return next;
}

function statusBy(row: Row): TaskStatus {
	if (row.actions === 0 || !['needs_review', 'approved'].includes(row.status)) return row.status;
	if (row.proposed > 0) return 'needs_review';
	if (row.open > 0) return 'approved';
	if (row.succeeded > 0) return 'completed';
	if (row.failed > 0) return 'failed';
	return row.result_approved ? 'completed' : 'rejected';
}

async function count(tx: Tx, workspaceId: string, taskId: string): Promise<Row> {
	const [row] = await tx.$queryRaw<[Row]>`
		with run as (
			select id from runs
			where workspace_id = ${workspaceId}::uuid and task_id = ${taskId}::uuid and status = 'succeeded'
			order by number desc limit 1
		)
		select t.status, t.agent_id, count(a.id)::int as actions,
			count(*) filter (where a.status = 'proposed')::int as proposed,
			count(*) filter (where a.status in ('approved', 'dispatching', 'unknown', 'needs_human'))::int as open,
			count(*) filter (where a.status = 'succeeded')::int as succeeded,
			count(*) filter (where a.status = 'failed')::int as failed,
			(array_agg(a.error_message order by a.finished_at desc) filter (where a.status = 'failed'))[1] as problem,
			exists (
				select 1 from reviews v
				where v.workspace_id = t.workspace_id and v.task_id = t.id and v.run_id = (select id from run)
					and v.action_id is null and v.decision = 'approve' and v.undone_at is null
			) as result_approved
		from tasks t
		left join actions a on a.workspace_id = t.workspace_id and a.task_id = t.id and a.run_id = (select id from run)
		where t.workspace_id = ${workspaceId}::uuid and t.id = ${taskId}::uuid
		group by t.workspace_id, t.id, t.status, t.agent_id`;
	return row;
}

async function setStatus(
	tx: Tx,
	workspaceId: string,
	taskId: string,
	status: TaskStatus,
	problem: string | null
): Promise<void> {
	const message = status === 'failed' ? (problem ?? 'What it proposed could not be carried out.') : null;
	await tx.$executeRaw`
		update tasks set status = ${status}, error_code = ${message && 'action_failed'}, error_message = ${message},
			updated_at = now()
		where workspace_id = ${workspaceId}::uuid and id = ${taskId}::uuid`;
}

/**
 * Holds the task until the transaction ends: taken before its runs and its actions, always. False for an unknown one.
 * Whoever falls silent in the middle, its line dead or its process asleep, holds nobody up for longer than some seconds.
 */
export async function lockTask(tx: Tx, workspaceId: string, taskId: string): Promise<boolean> {
	const rows = await tx.$queryRaw<unknown[]>`
		select set_config('idle_in_transaction_session_timeout', '10s', true) from tasks
		where workspace_id = ${workspaceId}::uuid and id = ${taskId}::uuid for update`;
	return rows.length > 0;
}
