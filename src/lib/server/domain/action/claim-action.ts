import type { Db } from '#server/ports/db.ts';
import { holderLives, takingLease } from '../ledger/holder.ts';
import type { Timings } from '../ledger/lease.ts';

/** An action that this process holds; every write names `epoch`. */
export type ActionClaim = {
	id: string;
	workspaceId: string;
	taskId: string;
	runId: string;
	agentId: string;
	epoch: number;
	/** `approved`: to be carried out. `unknown`: its request has left, and it must be looked for. */
	status: 'approved' | 'unknown';
	kind: string;
	title: string;
	payload: unknown;
	payloadHash: string;
	approvedHash: string;
	/** Whom and what it touched when it was approved, as `email:…`. */
	targets: string[];
	byRule: boolean;
	edited: boolean;
	accountId: string | null;
	/** Tries that count. */
	attempt: number;
	deaths: number;
	waitReason: string | null;
	effectKey: string | null;
	sentSecondsAgo: number | null;
	prepared: unknown;
};

/**
 * Takes the lease of an action that is due, or of one whose holder has died. Null when there is nothing to do: it
 * is still held for its undo, not due, ended, or in the hands of another living process. The caller makes sure that
 * this very process is not at it already. One whose request may have left becomes `unknown`: nobody knows what came of it.
 */
export async function claimAction(
	deps: { db: Db; processId: string; timings: Timings },
	id: string
): Promise<ActionClaim | null> {
	const [claim] = await deps.db.$queryRaw<ActionClaim[]>`
		with due as materialized (
			select a.workspace_id, a.id, a.lease_epoch, a.wait_reason from actions a
			where a.id = ${id}::uuid
				and (
					(a.status = 'approved' and a.hold_until <= clock_timestamp() and a.run_after <= now() + interval '1 second')
					or (a.status = 'unknown' and a.run_after <= now() + interval '1 second')
					or a.status = 'dispatching'
				)
				and (a.lease_owner is null or a.lease_owner = ${deps.processId}::uuid or not ${holderLives('a', deps.timings)})
			for update
		), unheard as (
			-- Who died before the answer has heard none.
			update action_attempts t set outcome = 'unknown', answered_at = now() from due
			where t.workspace_id = due.workspace_id and t.action_id = due.id and t.outcome = 'sent'
		)
		update actions a set ${takingLease('a', deps.processId)},
			status = case a.status when 'approved' then 'approved' else 'unknown' end,
			wait_reason = case a.status when 'approved' then a.wait_reason else 'looking' end
		from due
		-- Of two that read the same epoch at once, the second finds it changed.
		where a.workspace_id = due.workspace_id and a.id = due.id and a.lease_epoch = due.lease_epoch
		returning a.id, a.workspace_id as "workspaceId", a.task_id as "taskId", a.run_id as "runId",
			a.agent_id as "agentId", a.lease_epoch as epoch, a.status, a.kind, a.title, a.payload,
			a.payload_hash as "payloadHash", a.approved_hash as "approvedHash", a.targets, a.by_rule as "byRule",
			a.draft_payload is not null as edited, a.account_id as "accountId", a.attempt, a.deaths,
			due.wait_reason as "waitReason", a.effect_key as "effectKey", a.prepared,
			extract(epoch from now() - a.effect_at)::float8 as "sentSecondsAgo"`;
	return claim ?? null;
}
