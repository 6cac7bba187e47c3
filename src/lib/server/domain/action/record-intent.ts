import { newId } from '#server/ids.ts';
import type { Db, JsonObject, Tx } from '#server/ports/db.ts';
import { held } from '../ledger/lease.ts';
import type { ActionClaim } from './claim-action.ts';
import { checkPreconditions } from './approval-preconditions.ts';

type Intent = { key: string; prepared: JsonObject; accountId: string | null };

/**
 * Written, and on disk, before the one request leaves: whoever finds it later knows that something may have happened,
 * and what to look for. The approval's ground is checked in the same breath. Throws LeaseLost, ApprovalVoid and
 * ActionWaits.
 */
export async function recordIntent(db: Db, claim: ActionClaim, intent: Intent): Promise<string> {
	return db.$transaction(async (tx) => {
		await checkPreconditions(tx, { ...claim, accountId: intent.accountId });
		// A line that dies before the commit must not keep the action locked.
		const written = await tx.$queryRaw<unknown[]>`
			update actions set status = 'dispatching', effect_key = ${intent.key}, effect_at = now(),
				prepared = ${JSON.stringify(intent.prepared)}::jsonb, account_id = ${intent.accountId},
				wait_reason = null, error_code = null, error_message = null
			where workspace_id = ${claim.workspaceId}::uuid and id = ${claim.id}::uuid
				and lease_epoch = ${claim.epoch} and status = 'approved' and hold_until <= clock_timestamp()
				and approved_hash = ${claim.approvedHash} and payload_hash = ${claim.approvedHash}
			returning set_config('idle_in_transaction_session_timeout', '10s', true)`;
		held(written.length);
		return insert(tx, claim, 'effect');
	});
}

/** A look at the vendor, before it leaves. Answers how many there were since the last request, this one included. */
export async function recordLookIntent(db: Db, claim: ActionClaim): Promise<{ id: string; looks: number }> {
	return db.$transaction(async (tx) => {
		const id = await insert(tx, claim, 'look');
		const [row] = await tx.$queryRaw<[{ looks: number }]>`
			select count(*)::int as looks from action_attempts
			where workspace_id = ${claim.workspaceId}::uuid and action_id = ${claim.id}::uuid and number > (
				select coalesce(max(number), 0) from action_attempts
				where workspace_id = ${claim.workspaceId}::uuid and action_id = ${claim.id}::uuid and purpose = 'effect'
			)`;
		return { id, looks: row.looks };
	});
}

async function insert(tx: Tx, claim: ActionClaim, purpose: 'effect' | 'look'): Promise<string> {
	const id = newId();
	const written = await tx.$queryRaw<unknown[]>`
		insert into action_attempts (id, workspace_id, action_id, number, purpose)
		select ${id}::uuid, a.workspace_id, a.id, coalesce((
			select max(number) from action_attempts t where t.workspace_id = a.workspace_id and t.action_id = a.id
		), 0) + 1, ${purpose}
		from actions a
		where a.workspace_id = ${claim.workspaceId}::uuid and a.id = ${claim.id}::uuid
			and a.lease_epoch = ${claim.epoch} and a.status in ('dispatching', 'unknown')
		returning set_config('idle_in_transaction_session_timeout', '10s', true)`;
	held(written.length);
	return id;
}
