import type { z } from 'zod';
import { newId } from '#server/ids.ts';
import type { Db, Failpoint } from '#server/ports.ts';
import type { Claim } from './claim-run.ts';
import { held, LeaseLost } from './lease.ts';
import { reasonOf } from './reason-of.ts';
import { RunWaits } from './run-waits.ts';

export type StepStart = { stepId: string; attempt: number };
type StepRow = { id: string; status: string; attempt: number; result: unknown };
type StepKind = 'model_call' | 'lookup';

/**
 * Does `work` at most once per run: a finished step is answered from its record, whoever finished it.
 * A failed or interrupted one is done again as its next attempt. Throws LeaseLost when the run has been
 * taken over, RunWaits when its agent or workspace is paused, and whatever `work` throws after recording it.
 */
export async function runStep<Result>(
	deps: { db: Db; failpoint: Failpoint },
	claim: Claim,
	step: { key: string; kind: StepKind; result: z.ZodType<Result> },
	work: (start: StepStart) => Promise<Result>
): Promise<Result> {
	const begun = await beginStep(deps.db, claim, step);
	await deps.failpoint('step-begun');
	if (begun.status === 'succeeded') return step.result.parse(begun.result);
	try {
		const result = await work({ stepId: begun.id, attempt: begun.attempt });
		// A model call finishes its step itself, together with the money.
		if (step.kind !== 'model_call') await finishStep(deps.db, claim, begun.id, result);
		await deps.failpoint('step-finished');
		return result;
	} catch (error) {
		if (!(error instanceof LeaseLost)) await failStep(deps.db, claim, begun.id, error);
		throw error;
	}
}

async function beginStep(db: Db, claim: Claim, step: { key: string; kind: StepKind }): Promise<StepRow> {
	const [row] = await db.$queryRaw<StepRow[]>`
		with holding as materialized (
			-- One row first: without statistics the planner would read every task of the agent instead.
			select r.workspace_id, r.id, r.lease_epoch, t.agent_id
			from runs r
			join tasks t on t.workspace_id = r.workspace_id and t.id = r.task_id
			join workspaces w on w.id = r.workspace_id
			where r.workspace_id = ${claim.workspaceId}::uuid and r.id = ${claim.runId}::uuid
				and r.lease_epoch = ${claim.epoch} and r.status = 'running' and w.paused_at is null
		)
		insert into steps (id, workspace_id, run_id, key, kind, lease_epoch)
		select ${newId()}::uuid, h.workspace_id, h.id, ${step.key}, ${step.kind}, h.lease_epoch
		from holding h
		join agents a on a.workspace_id = h.workspace_id and a.id = h.agent_id
		where a.status = 'active'
		on conflict (workspace_id, run_id, key) do update set
			status = case when steps.status = 'succeeded' then steps.status else 'running' end,
			attempt = case when steps.status = 'succeeded' then steps.attempt else steps.attempt + 1 end,
			started_at = case when steps.status = 'succeeded' then steps.started_at else now() end,
			lease_epoch = excluded.lease_epoch
		returning id, status, attempt, result, set_config('synchronous_commit', 'off', true)`;
	return row ?? refuse(db, claim);
}

/** No step may begin: because the lease is gone, or because somebody pressed pause. */
async function refuse(db: Db, claim: Claim): Promise<never> {
	const holding = await db.run.count({
		where: { workspaceId: claim.workspaceId, id: claim.runId, leaseEpoch: claim.epoch, status: 'running' }
	});
	if (holding === 0) throw new LeaseLost('The run belongs to somebody else now.');
	throw new RunWaits('paused', 'Paused. It goes on when you resume.', null);
}

async function finishStep(db: Db, claim: Claim, stepId: string, result: unknown): Promise<void> {
	held(
		await db.$executeRaw`
			update steps s set status = 'succeeded', result = ${JSON.stringify(result)}::jsonb, finished_at = now(),
				error_code = null, error_message = null
			from runs r
			where s.workspace_id = ${claim.workspaceId}::uuid and s.id = ${stepId}::uuid
				and r.workspace_id = s.workspace_id and r.id = s.run_id
				and r.lease_epoch = ${claim.epoch} and r.status = 'running'`
	);
}

async function failStep(db: Db, claim: Claim, stepId: string, error: unknown): Promise<void> {
	const { code, message } = reasonOf(error);
	await db.$executeRaw`
		update steps s set status = 'failed', error_code = ${code}, error_message = ${message}, finished_at = now()
		where s.workspace_id = ${claim.workspaceId}::uuid and s.id = ${stepId}::uuid
			and s.lease_epoch = ${claim.epoch} and s.status = 'running'`;
}
