import type { Clock } from '#server/ports/clock.ts';
import type { Db } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { admitRuns } from './admit-runs.ts';
import type { Claim } from './claim-run.ts';
import { held } from '../ledger/lease.ts';
import { failTasksOfRun, lockedTask, runIsOurs } from './run-sql.ts';
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
			with ${lockedTask(claim)}, run as (
				update runs r set status = 'failed', finished_at = now(),
					error_code = ${reason.code}, error_message = ${reason.message}
				from locked
				where ${runIsOurs(claim)}
				returning r.workspace_id, r.task_id, r.error_code, r.error_message
			), ${failTasksOfRun}`;
		held(failed);
		await admitRuns(deps.jobs, tx, claim.workspaceId);
	});
}
