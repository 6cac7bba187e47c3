import type { Jobs, Tx } from '#server/ports.ts';
import type { Timings } from '../run/lease.ts';
import { kinds } from './registry.ts';
import { wakeAction } from './wake-action.ts';

type Deps = { jobs: Jobs; timings: Pick<Timings, 'holdSeconds'> };
type Row = { id: string; hold_until: Date };

/**
 * Approves proposed actions as they are because the agent's permission says so: nobody's decision, but held, bound
 * to hash and account, and on record like one. The caller holds the task's lock and moves the task on.
 */
export async function approveByRule(
	{ jobs, timings }: Deps,
	tx: Tx,
	workspaceId: string,
	ids: string[]
): Promise<void> {
	const approved = await tx.$queryRaw<Row[]>`
		with approved as (
			update actions a set status = 'approved', approved_hash = a.payload_hash, by_rule = true,
				decided_at = clock_timestamp(), wait_reason = 'hold',
				hold_until = clock_timestamp() + make_interval(secs => ${timings.holdSeconds}),
				run_after = clock_timestamp() + make_interval(secs => ${timings.holdSeconds}),
				account_id = case when a.kind = any(${needingGoogle()}::text[]) then (
					select i.account_id from integrations i
					where i.workspace_id = a.workspace_id and i.vendor = 'google' and i.status <> 'disconnected'
				) end
			where a.workspace_id = ${workspaceId}::uuid and a.id = any(${ids}::uuid[]) and a.status = 'proposed'
			returning a.*
		), event as (
			insert into events (workspace_id, kind, task_id, agent_id, data)
			select workspace_id, 'action.approved', task_id, agent_id,
				jsonb_build_object('title', title, 'byRule', true, 'edited', false)
			from approved order by position
		)
		select id, hold_until from approved`;
	for (const { id, hold_until } of approved) await wakeAction(jobs, tx, id, hold_until);
}

function needingGoogle(): string[] {
	return [...kinds.values()].filter(({ needs }) => needs !== null).map(({ kind }) => kind);
}
