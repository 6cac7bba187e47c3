import { VendorError } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import type { SpendCaps } from '../plan/plan-table.ts';
import type { Claim } from './claim-run.ts';
import { settleUnanswered } from './lost-calls.ts';
import type { StepStart } from './run-step.ts';

/**
 * Before a step asks again: flags a call that its last attempt left open, and throws `model_answer_lost` when
 * the workspace wants to be asked before an answer is paid for twice, or when it was lost twice already.
 */
export async function checkLostAnswers(
	deps: { db: Db; config: { spendCaps: SpendCaps } },
	claim: Claim,
	start: StepStart
): Promise<void> {
	await settleUnanswered(deps, claim);
	// A statement of its own: it sees what the reconciler may have flagged at the same moment.
	const [row] = await deps.db.$queryRaw<[{ policy: string; lost: number }]>`
		select w.lost_answer_policy as policy, (
			select count(*)::int from model_calls c
			where c.workspace_id = w.id and c.step_id = ${start.stepId}::uuid and c.status = 'possibly_billed'
		) as lost
		from workspaces w where w.id = ${claim.workspaceId}::uuid`;
	const allowed = row.policy === 'repeat' ? 1 : 0;
	if (row.lost <= allowed) return;
	throw new VendorError(
		'model',
		'model_answer_lost',
		'The model’s answer got lost on the way and may have been charged. Try again if you want to ask once more.'
	);
}
