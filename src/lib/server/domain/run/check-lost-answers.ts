import { ModelError } from '#server/errors.ts';
import type { Db } from '#server/ports.ts';
import type { Claim } from './claim-run.ts';
import type { StepStart } from './run-step.ts';

/**
 * Before a step asks again: flags a call that its last attempt left open, and throws `model_answer_lost` when
 * the workspace wants to be asked before an answer is paid for twice, or when it was lost twice already.
 */
export async function checkLostAnswers(db: Db, claim: Claim, start: StepStart): Promise<void> {
	await flagUnanswered(db, claim);
	// A statement of its own: it sees what the reconciler may have flagged at the same moment.
	const [row] = await db.$queryRaw<[{ policy: string; lost: number }]>`
		select w.lost_answer_policy as policy, (
			select count(*)::int from model_calls c
			where c.workspace_id = w.id and c.step_id = ${start.stepId}::uuid and c.status = 'possibly_billed'
		) as lost
		from workspaces w where w.id = ${claim.workspaceId}::uuid`;
	const allowed = row.policy === 'repeat' ? 1 : 0;
	if (row.lost <= allowed) return;
	throw new ModelError(
		'model_answer_lost',
		'The model’s answer got lost on the way and may have been charged. Try again if you want to ask once more.'
	);
}

/** Books a call that was never answered at what was held back for it; one that costs nothing just failed. */
async function flagUnanswered(db: Db, claim: Claim): Promise<void> {
	await db.$executeRaw`
		with unanswered as (
			update model_calls set
				status = case when reserved_micros > 0 then 'possibly_billed' else 'failed' end,
				answered_at = now(), cost_micros = reserved_micros, reserved_micros = 0,
				price_known = price_known and reserved_micros = 0,
				error_code = 'interrupted', error_message = 'The worker stopped before the answer came.'
			where workspace_id = ${claim.workspaceId}::uuid and run_id = ${claim.runId}::uuid and status = 'sent'
			returning workspace_id, sent_at, cost_micros
		), monthly as (
			select date_trunc('month', unanswered.sent_at at time zone w.time_zone)::date as month, sum(cost_micros) as cost
			from unanswered join workspaces w on w.id = unanswered.workspace_id group by 1
		)
		update usage_counters u set reserved_micros = greatest(0, u.reserved_micros - monthly.cost),
			cost_micros = u.cost_micros + monthly.cost
		from monthly
		where u.workspace_id = ${claim.workspaceId}::uuid and u.month = monthly.month`;
}
