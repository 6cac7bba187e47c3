import type { Clock, Db, Jobs } from '#server/ports.ts';
import { admitRuns } from './admit-runs.ts';
import type { Claim } from './claim-run.ts';
import { held } from './lease.ts';
import { putBack, type Wait } from './put-back.ts';
import { planRetry } from './retry-policy.ts';
import { reasonOf, type Reason } from './reason-of.ts';
import { RunWaits } from './run-waits.ts';

type Deps = { db: Db; jobs: Jobs; clock: Clock; random: () => number };

/** Puts the run back for another attempt when what stopped it may pass, else ends the task as failed, with a Retry. */
export async function failRun(deps: Deps, claim: Claim, error: unknown): Promise<void> {
	const wait = claim.type === 'demo' ? null : waitAfter(deps, claim, error);
	// Somebody is waiting in front of a demo: it says at once that it failed.
	if (wait) await putBack(deps, claim, wait);
	else await endAsFailed(deps, claim, reasonOf(error));
}

function waitAfter(deps: Deps, claim: Claim, error: unknown): Wait | null {
	if (error instanceof RunWaits) {
		return { reason: error.reason, ...reasonOf(error), until: error.until, burnsAttempt: false };
	}
	const retry = planRetry(error, claim.attempt, deps.random());
	if (!retry) return null;
	const until = new Date(deps.clock.now().getTime() + retry.afterSeconds * 1_000);
	return { reason: retry.reason, ...reasonOf(error), until, burnsAttempt: retry.burnsAttempt };
}

async function endAsFailed(deps: Deps, claim: Claim, reason: Reason): Promise<void> {
	await deps.db.$transaction(async (tx) => {
		const failed = await tx.$executeRaw`
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
			from task`;
		held(failed);
		await admitRuns(deps.jobs, tx, claim.workspaceId);
	});
}
