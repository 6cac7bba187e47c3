import type { z } from 'zod';
import { newId } from '#server/ids.ts';
import type { Db } from '#server/ports.ts';
import type { Claim } from './claim-run.ts';
import { held, LeaseLost } from './lease.ts';

export type StepStart = { stepId: string; attempt: number };
type StepRow = { id: string; status: string; attempt: number; result: unknown };

/**
 * Does `work` at most once per run: a finished step is answered from its record, whoever finished it.
 * A failed or interrupted one is done again as its next attempt. Throws LeaseLost when the run has
 * been taken over, and whatever `work` throws after recording it.
 */
export async function runStep<Result>(
	deps: { db: Db },
	claim: Claim,
	step: { key: string; kind: 'model_call' | 'lookup'; result: z.ZodType<Result> },
	work: (start: StepStart) => Promise<Result>
): Promise<Result> {
	const begun = await beginStep(deps.db, claim, step);
	if (begun.status === 'succeeded') return step.result.parse(begun.result);
	try {
		const result = await work({ stepId: begun.id, attempt: begun.attempt });
		await finishStep(deps.db, claim, begun.id, result);
		return result;
	} catch (error) {
		if (!(error instanceof LeaseLost)) await failStep(deps.db, claim, begun.id, error);
		throw error;
	}
}

async function beginStep(db: Db, claim: Claim, step: { key: string; kind: string }): Promise<StepRow> {
	const [row] = await db.$queryRaw<StepRow[]>`
		insert into steps (id, workspace_id, run_id, key, kind, lease_epoch)
		select ${newId()}::uuid, r.workspace_id, r.id, ${step.key}, ${step.kind}, r.lease_epoch
		from runs r
		where r.workspace_id = ${claim.workspaceId}::uuid and r.id = ${claim.runId}::uuid
			and r.lease_epoch = ${claim.epoch} and r.status = 'running'
		on conflict (workspace_id, run_id, key) do update set
			status = case when steps.status = 'succeeded' then steps.status else 'running' end,
			attempt = case when steps.status = 'succeeded' then steps.attempt else steps.attempt + 1 end,
			lease_epoch = excluded.lease_epoch
		returning id, status, attempt, result`;
	if (!row) throw new LeaseLost('The run belongs to somebody else now.');
	return row;
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
	const code = error instanceof Error && 'code' in error ? String(error.code) : 'internal';
	const message = error instanceof Error ? error.message : String(error);
	await db.$executeRaw`
		update steps s set status = 'failed', error_code = ${code}, error_message = ${message}, finished_at = now()
		where s.workspace_id = ${claim.workspaceId}::uuid and s.id = ${stepId}::uuid
			and s.lease_epoch = ${claim.epoch} and s.status = 'running'`;
}
