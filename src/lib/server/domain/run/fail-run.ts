import { ModelError } from '#server/errors.ts';
import type { Db, Jobs } from '#server/ports.ts';
import type { Claim } from './claim-run.ts';
import { held } from './lease.ts';
import { planRetry, type RetryPlan } from './retry-policy.ts';
import { wakeRun } from './wake-run.ts';

type Deps = { db: Db; jobs: Jobs; random: () => number };
type Reason = { code: string; message: string };

/** What people read when the fault is ours: the log has the rest. */
const internalReason: Reason = {
	code: 'internal',
	message: 'Something went wrong on our side. Nothing was lost; please try again.'
};

/** Puts the run back for another attempt when the error may pass, else ends the task as failed, with a Retry. */
export async function failRun(deps: Deps, claim: Claim, error: unknown): Promise<void> {
	const reason = error instanceof ModelError ? { code: error.code, message: error.message } : internalReason;
	// Somebody is waiting in front of a demo: it says at once that it failed.
	const retry = claim.type === 'demo' ? null : planRetry(error, claim.attempt, deps.random());
	if (retry) await putBack(deps, claim, reason, retry);
	else await endAsFailed(deps, claim, reason);
}

async function putBack(deps: Deps, claim: Claim, reason: Reason, retry: RetryPlan): Promise<void> {
	await deps.db.$transaction(async (tx) => {
		const [run] = await tx.$queryRaw<{ run_after: Date }[]>`
			with locked as materialized (
				select workspace_id, id from tasks
				where workspace_id = ${claim.workspaceId}::uuid and id = ${claim.taskId}::uuid for update
			), run as (
				update runs r set status = 'queued', lease_owner = null,
					attempt = r.attempt - case when ${retry.burnsAttempt} then 0 else 1 end,
					run_after = now() + make_interval(secs => ${retry.afterSeconds}::float8)
				from locked
				where r.workspace_id = locked.workspace_id and r.id = ${claim.runId}::uuid
					and r.lease_epoch = ${claim.epoch} and r.status = 'running'
				returning r.workspace_id, r.task_id, r.run_after
			), task as (
				update tasks t set status = 'queued', updated_at = now()
				from run where t.workspace_id = run.workspace_id and t.id = run.task_id
				returning t.workspace_id, t.id, t.agent_id
			), event as (
				insert into events (workspace_id, kind, task_id, agent_id, data)
				select task.workspace_id, 'task.waiting', task.id, task.agent_id, jsonb_build_object(
					'code', ${reason.code}::text, 'message', ${reason.message}::text, 'until', run.run_after)
				from task, run
			)
			select run_after from run`;
		held(run ? 1 : 0);
		if (run) await wakeRun(deps.jobs, tx, claim.runId, run.run_after);
	});
}

async function endAsFailed(deps: Deps, claim: Claim, reason: Reason): Promise<void> {
	held(
		await deps.db.$executeRaw`
			with locked as materialized (
				select workspace_id, id from tasks
				where workspace_id = ${claim.workspaceId}::uuid and id = ${claim.taskId}::uuid for update
			), run as (
				update runs r set status = 'failed', finished_at = now(),
					error_code = ${reason.code}, error_message = ${reason.message}
				from locked
				where r.workspace_id = locked.workspace_id and r.id = ${claim.runId}::uuid
					and r.lease_epoch = ${claim.epoch} and r.status = 'running'
				returning r.workspace_id, r.task_id, r.error_code, r.error_message
			), task as (
				update tasks t set status = 'failed', updated_at = now(),
					error_code = run.error_code, error_message = run.error_message
				from run where t.workspace_id = run.workspace_id and t.id = run.task_id
				returning t.workspace_id, t.id, t.agent_id, t.error_code, t.error_message
			)
			insert into events (workspace_id, kind, task_id, agent_id, data)
			select workspace_id, 'task.failed', id, agent_id,
				jsonb_build_object('code', error_code, 'message', error_message)
			from task`
	);
}
