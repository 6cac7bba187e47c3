import type { EventKind } from '#lib/schemas/event.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { recordEvent } from '../event/record-event.ts';
import { held } from '../ledger/lease.ts';
import type { Settlement } from './action-plan.ts';
import type { ActionClaim } from './claim-action.ts';
import { lockTask, moveTaskOn } from './move-task-on.ts';
import { reopenAction } from './reopen-action.ts';
import { wake } from '../ledger/wake.ts';

type Deps = { db: Db; jobs: Jobs };
type From = 'approved' | 'dispatching' | 'unknown';
/** What came of the request or the look that was under way. */
export type AttemptEnd = {
	id: string;
	outcome: 'applied' | 'not_applied' | 'unknown' | 'found' | 'not_found';
};

/**
 * Writes what became of a held action, ends its attempt, moves the task on and leaves a job for the next look, all or
 * nothing, and gives the lease back. Throws LeaseLost when somebody else holds it by now: then nothing is written.
 */
export async function settleAction(
	deps: Deps,
	claim: ActionClaim,
	from: From,
	settlement: Settlement,
	attempt: AttemptEnd | null = null
): Promise<void> {
	await deps.db.$transaction(async (tx) => {
		await lockTask(tx, claim.workspaceId, claim.taskId);
		const due = await write(tx, claim, from, settlement);
		if (attempt) await endAttempt(tx, claim, attempt, settlement);
		await tell(tx, claim, settlement);
		const { status, afterSeconds } = settlement;
		if (status === 'succeeded' || status === 'failed') await moveTaskOn(tx, claim.workspaceId, claim.taskId);
		else if (status !== 'needs_human' && afterSeconds !== null)
			await wake(deps.jobs, tx, 'action', [{ id: claim.id, runAt: due }]);
	});
}

async function write(tx: Tx, claim: ActionClaim, from: From, to: Settlement): Promise<Date> {
	const [row] = await tx.$queryRaw<{ run_after: Date }[]>`
		update actions set status = ${to.status}, lease_owner = null, wait_reason = ${to.wait},
			run_after = now() + make_interval(secs => ${to.afterSeconds ?? 0}),
			attempt = attempt + ${to.burns ? 1 : 0}::int, receipt = ${to.receipt && JSON.stringify(to.receipt)}::jsonb,
			error_code = ${to.error?.code ?? null}, error_message = ${to.error?.message ?? null},
			finished_at = case when ${to.status} in ('succeeded', 'failed') then now() end
		where workspace_id = ${claim.workspaceId}::uuid and id = ${claim.id}::uuid
			and lease_epoch = ${claim.epoch} and status = ${from}
		returning run_after`;
	held(row ? 1 : 0);
	return row?.run_after ?? new Date();
}

async function endAttempt(
	tx: Tx,
	{ workspaceId }: ActionClaim,
	{ id, outcome }: AttemptEnd,
	{ error }: Settlement
): Promise<void> {
	await tx.$executeRaw`
		update action_attempts set outcome = ${outcome}, answered_at = now(),
			error_code = ${error?.code ?? null}, error_message = ${error?.message ?? null}
		where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`;
}

const events: Record<Settlement['status'], EventKind> = {
	approved: 'action.waiting',
	unknown: 'action.waiting',
	succeeded: 'action.succeeded',
	needs_human: 'action.needs_human',
	failed: 'action.failed'
};

/** Waiting on for the same reason is no news, and neither is going on at once. */
async function tell(tx: Tx, claim: ActionClaim, { status, wait, error, receipt }: Settlement): Promise<void> {
	if (wait === null ? status === 'approved' : wait === claim.waitReason) return;
	await recordEvent(tx, {
		workspaceId: claim.workspaceId,
		kind: events[status],
		taskId: claim.taskId,
		agentId: claim.agentId,
		data: { ...factsOf(claim, error?.message ?? receipt?.detail ?? null), ...(wait && { reason: wait }) }
	});
}

function factsOf({ id, title, byRule, edited }: ActionClaim, message: string | null) {
	return { actionId: id, title, byRule, edited, ...(message && { message }) };
}

/** Puts an approval that does not stand any more back before its reviewers. Throws LeaseLost. */
export async function voidAction(deps: Deps, claim: ActionClaim, message: string): Promise<void> {
	const { id, workspaceId, taskId, runId, agentId, epoch } = claim;
	await deps.db.$transaction(async (tx) => {
		await lockTask(tx, workspaceId, taskId);
		const mine = await tx.$queryRaw<unknown[]>`
			select 1 from actions where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid
				and lease_epoch = ${epoch} and status = 'approved' for update`;
		held(mine.length);
		await reopenAction(tx, { id, workspaceId, taskId, runId });
		const data = factsOf(claim, message);
		await recordEvent(tx, { workspaceId, kind: 'action.voided', taskId, agentId, data });
	});
}
