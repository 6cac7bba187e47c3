import type { Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Timings } from '../ledger/lease.ts';
import { kinds } from './registry.ts';
import { wake } from '../ledger/wake.ts';

export type HoldDeps = { jobs: Jobs; timings: Pick<Timings, 'holdSeconds'> };
type Approved = { workspaceId: string; ids: string[]; decidedById: string | null };
type Row = { id: string; runAt: Date };

/**
 * Makes proposed actions approved, as they stand in their rows: bound to their hash and to the workspace's
 * account, and held until they may go out. Null: nobody has decided, a rule has. Returns those it was done to.
 */
export async function holdApproved(
	{ jobs, timings }: HoldDeps,
	tx: Tx,
	{ workspaceId, ids, decidedById }: Approved
): Promise<string[]> {
	const held = await tx.$queryRaw<Row[]>`
		update actions a set status = 'approved', approved_hash = payload_hash, by_rule = ${decidedById === null},
			decided_by_id = ${decidedById}::uuid, decided_at = clock_timestamp(),
			hold_until = until.held, run_after = until.held, wait_reason = 'hold',
			account_id = case when a.kind = any(${needingGoogle()}::text[]) then (
				select i.account_id from integrations i
				where i.workspace_id = a.workspace_id and i.vendor = 'google'
			) end,
			snoozed_until = null, attempt = 0, error_code = null, error_message = null
		from (select clock_timestamp() + make_interval(secs => ${timings.holdSeconds}) as held) until
		where a.workspace_id = ${workspaceId}::uuid and a.id = any(${ids}::uuid[]) and a.status = 'proposed'
		returning a.id, a.hold_until as "runAt"`;
	await wake(jobs, tx, 'action', held);
	return held.map(({ id }) => id);
}

function needingGoogle(): string[] {
	return [...kinds.values()].filter(({ needs }) => needs !== null).map(({ kind }) => kind);
}
