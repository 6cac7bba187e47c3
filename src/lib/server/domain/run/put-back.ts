import type { Db } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { admitRuns } from './admit-runs.ts';
import type { Claim } from './claim-run.ts';
import { held } from '../ledger/lease.ts';
import { wake } from '../ledger/wake.ts';
import { lockedTask, runIsOurs } from './run-sql.ts';
import type { WaitReason } from './run-waits.ts';

export type Wait = {
	reason: WaitReason;
	code: string;
	/** For people, in the timeline. */
	message: string;
	/** When it is tried again; null is as soon as its agent and workspace are at work again. */
	until: Date | null;
	burnsAttempt: boolean;
};

/** Puts a run back in line with the reason, gives its slot to the next, and leaves a job for its time. */
export async function putBack(deps: { db: Db; jobs: Jobs }, claim: Claim, wait: Wait): Promise<void> {
	const runAfter = wait.until ?? new Date(0);
	await deps.db.$transaction(async (tx) => {
		const [run] = await tx.$queryRaw<{ run_after: Date }[]>`
			with ${lockedTask(claim)}, run as (
				update runs r set status = 'queued', lease_owner = null, admitted = false, wait_reason = ${wait.reason},
					attempt = r.attempt - case when ${wait.burnsAttempt} then 0 else 1 end,
					run_after = ${runAfter}::timestamptz
				from locked
				where ${runIsOurs(claim)}
				returning r.workspace_id, r.task_id, r.run_after
			), task as (
				update tasks t set status = 'queued', updated_at = now()
				from run where t.workspace_id = run.workspace_id and t.id = run.task_id
				returning t.workspace_id, t.id, t.agent_id
			), event as (
				insert into events (workspace_id, kind, task_id, agent_id, data)
				select task.workspace_id, 'task.waiting', task.id, task.agent_id, jsonb_build_object(
					'code', ${wait.code}::text, 'message', ${wait.message}::text, 'reason', ${wait.reason}::text,
					'until', ${wait.until?.toISOString() ?? null}::text)
				from task
			)
			select run_after from run`;
		held(run ? 1 : 0);
		if (wait.until) await wake(deps.jobs, tx, 'run', [{ id: claim.runId, runAt: wait.until }]);
		await admitRuns(deps.jobs, tx, claim.workspaceId, claim.runId);
	});
}
