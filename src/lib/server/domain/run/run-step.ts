import type { z } from 'zod';
import type { StepKind } from '#lib/schemas/run-plan.ts';
import { sql } from '#server/db/sql.ts';
import { newId } from '#server/ids.ts';
import type { Db, Sql } from '#server/ports/db.ts';
import type { Failpoint } from '#server/ports/failpoint.ts';
import { held, LeaseLost } from '../ledger/lease.ts';
import type { Claim } from './claim-run.ts';
import { reasonOf } from './reason-of.ts';
import { runIsOurs } from './run-sql.ts';
import { RunWaits } from './run-waits.ts';

export type StepStart = { stepId: string; attempt: number };
type StepRow = { id: string; status: string; attempt: number; result: unknown };

/**
 * Does `work` at most once per run: a finished step is answered from its record, whoever finished it.
 * A failed or interrupted one is done again as its next attempt. Throws LeaseLost when the run has been
 * taken over, RunWaits when its agent or workspace is paused, and whatever `work` throws after recording it.
 * A model call begins and finishes its step itself, together with the money.
 */
export async function runStep<Result>(
	deps: { db: Db; failpoint: Failpoint },
	claim: Claim,
	step: { key: string; kind: StepKind; result: z.ZodType<Result> },
	work: (start: StepStart) => Promise<Result>
): Promise<Result> {
	const begun = await beginStep(deps.db, claim, step);
	await deps.failpoint('step-begun', step.key);
	if (begun.status === 'succeeded') return step.result.parse(begun.result);
	try {
		const result = await work({ stepId: begun.id, attempt: begun.attempt });
		await finishStep(deps.db, claim, begun.id, result);
		await deps.failpoint('step-finished', step.key);
		return result;
	} catch (error) {
		if (!(error instanceof LeaseLost)) await failStep(deps.db, claim, begun.id, error);
		throw error;
	}
}

/** Begins or begins again the step of a run that `holding` (workspace_id, id, lease_epoch, at_work) holds. */
export function beginningStep(claim: Claim, key: string, kind: StepKind): Sql {
	return sql`insert into steps (id, workspace_id, run_id, key, kind, lease_epoch)
		select ${newId()}::uuid, h.workspace_id, h.id, ${key}, ${kind}, ${claim.epoch}::int
		from holding h where h.at_work
		on conflict (workspace_id, run_id, key) do update set
			status = case when steps.status = 'succeeded' then steps.status else 'running' end,
			attempt = case when steps.status = 'succeeded' then steps.attempt else steps.attempt + 1 end,
			started_at = case when steps.status = 'succeeded' then steps.started_at else now() end,
			lease_epoch = excluded.lease_epoch`;
}

async function beginStep(db: Db, claim: Claim, step: { key: string; kind: StepKind }): Promise<StepRow> {
	const [row] = await db.$queryRaw<StepRow[]>`
		with given as materialized (
			-- One row first: without statistics the planner would read every task of the agent instead.
			select r.workspace_id, r.id, r.task_id from runs r where ${runIsOurs(claim)}
		), holding as materialized (
			select given.workspace_id, given.id, w.paused_at is null and a.status = 'active' as at_work
			from given
			join tasks t on t.workspace_id = given.workspace_id and t.id = given.task_id
			join agents a on a.workspace_id = t.workspace_id and a.id = t.agent_id
			join workspaces w on w.id = given.workspace_id
		)
		${beginningStep(claim, step.key, step.kind)}
		returning id, status, attempt, result, set_config('synchronous_commit', 'off', true)`;
	return row ?? refuse(db, claim);
}

/** No step may begin: because the lease is gone, or because somebody pressed pause. */
async function refuse(db: Db, claim: Claim): Promise<never> {
	const holding = await db.run.count({
		where: { workspaceId: claim.workspaceId, id: claim.runId, leaseEpoch: claim.epoch, status: 'running' }
	});
	throw holding === 0 ? new LeaseLost('The run belongs to somebody else now.') : pausedRun();
}

export function pausedRun(): RunWaits {
	return new RunWaits('paused', 'Paused. It goes on when you resume.', null);
}

async function finishStep(db: Db, claim: Claim, stepId: string, result: unknown): Promise<void> {
	held(
		await db.$executeRaw`
			update steps s set status = 'succeeded', result = ${JSON.stringify(result)}::jsonb, finished_at = now(),
				error_code = null, error_message = null
			from runs r
			where s.workspace_id = ${claim.workspaceId}::uuid and s.id = ${stepId}::uuid
				and r.workspace_id = s.workspace_id and r.id = s.run_id and ${runIsOurs(claim)}`
	);
}

export async function failStep(db: Db, claim: Claim, stepId: string, error: unknown): Promise<void> {
	const { code, message } = reasonOf(error);
	await db.$executeRaw`
		update steps s set status = 'failed', error_code = ${code}, error_message = ${message}, finished_at = now()
		where s.workspace_id = ${claim.workspaceId}::uuid and s.id = ${stepId}::uuid
			and s.lease_epoch = ${claim.epoch} and s.status = 'running'`;
}
