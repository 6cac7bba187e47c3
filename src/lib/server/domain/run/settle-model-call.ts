import type { VendorError } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Claim } from './claim-run.ts';
import { held } from '../ledger/lease.ts';
import type { Cost } from './model-price.ts';
import { spendCapOf, type SpendCaps } from '../plan/plan-table.ts';
import { everybodyBooked, everybodyLocked } from './installation-usage.ts';
import { othersWait, runIsOurs } from './run-sql.ts';
import { sql } from '#server/db/sql.ts';
import type { EndRun } from './draft.ts';
import { wakeBusyWaits } from './wake-budget-waits.ts';
import { warnOfSpending } from './warn-of-spending.ts';

export type ModelCallOutcome = {
	status: 'answered' | 'failed' | 'possibly_billed';
	model: string;
	usage: { inputTokens: number; outputTokens: number } | null;
	cost: Cost;
	error: VendorError<'model'> | null;
	/**
	 * What the step keeps, so that an answer that was paid for is never asked for again, and the end of the run with it;
	 * null when it has none.
	 */
	finishes: { stepId: string; result: unknown; endRun: EndRun | null } | null;
};

const monthOfCall = sql`
	select date_trunc('month', before.sent_at at time zone w.time_zone)::date
	from before join workspaces w on w.id = before.workspace_id`;
const noEnd = sql`run as (select 1 where false)`;
type Booked = { spent: bigint; cap: bigint; warned: number; month: Date };
type Row = { finished: boolean; ended: boolean; othersWait: boolean; makesRoom: boolean } & (
	Booked | { spent: null }
);

/**
 * Writes what came of a call, gives back what was reserved, books what it cost and finishes the step, in one
 * statement. An answer that comes after others flagged the call still counts: it says what it really cost. Its commit
 * does not wait for the disk: nothing leaves the house for it, and the end of the job, which waits, takes it along.
 * Throws LeaseLost when the step was not this claim's to finish any more.
 */
export async function settleModelCall(
	deps: { db: Db; jobs: Jobs; config: { spendCaps: SpendCaps } },
	claim: Claim,
	callId: string,
	outcome: ModelCallOutcome
): Promise<void> {
	const { usage, cost, error, finishes } = outcome;
	const { spendCaps } = deps.config;
	const endRun = finishes?.endRun ?? null;
	// Somebody reads the end of a demo at once; no job ends after it.
	const waitsForDisk = endRun !== null && claim.type === 'demo';
	const [row] = await deps.db.$queryRaw<[Row]>`
		with before as materialized (
			select workspace_id, id, status, sent_at, reserved_micros, cost_micros from model_calls
			where workspace_id = ${claim.workspaceId}::uuid and id = ${callId}::uuid for update
		), call as (
			update model_calls c set status = ${outcome.status}, model = ${outcome.model}, answered_at = now(),
				input_tokens = ${usage?.inputTokens ?? null}::int, output_tokens = ${usage?.outputTokens ?? null}::int,
				cost_micros = ${cost.costMicros}::bigint, price_known = ${cost.priceKnown}, reserved_micros = 0,
				error_code = ${error?.code ?? null}, error_message = ${error?.message ?? null}
			from before
			where c.workspace_id = before.workspace_id and c.id = before.id
				and (before.status = 'sent' or (before.status = 'possibly_billed' and ${outcome.status} = 'answered'))
			returning c.workspace_id, c.sent_at, c.cost_micros - before.cost_micros as added, before.reserved_micros as held
		), step as (
			update steps s set status = 'succeeded', result = ${JSON.stringify(finishes?.result ?? null)}::jsonb,
				finished_at = now(), error_code = null, error_message = null
			from runs r
			where s.workspace_id = ${claim.workspaceId}::uuid and s.id = ${finishes?.stepId ?? null}::uuid
				and s.lease_epoch = ${claim.epoch} and s.status = 'running' and r.workspace_id = s.workspace_id and r.id = s.run_id
				and ${runIsOurs(claim)}
			returning s.id
		), ${endRun?.parts ?? noEnd}, ${everybodyLocked(spendCaps, monthOfCall)}, booked as (
			update usage_counters u set reserved_micros = greatest(0, u.reserved_micros - call.held),
				cost_micros = greatest(0, u.cost_micros + call.added)
			from call, workspaces w
			where w.id = call.workspace_id and u.workspace_id = call.workspace_id
				and u.month = date_trunc('month', call.sent_at at time zone w.time_zone)::date
				and (call.held > 0 or call.added <> 0) and (select count(*) from everybody) >= 0
			returning u.cost_micros as spent, ${spendCapOf(sql`w`, spendCaps)} as cap,
				u.warned_percent as warned, u.month
		), shared as (
			${everybodyBooked(spendCaps, sql`select booked.month, -call.held as reserved, call.added as cost from call, booked`)}
		)
		select exists (select 1 from step) as finished, exists (select 1 from run) as ended, (${endRun !== null} and ${othersWait(claim.workspaceId)}) as "othersWait",
			exists (select 1 from call where held > 0) and exists (
				select 1 from runs q where q.workspace_id = ${claim.workspaceId}::uuid
					and q.status = 'queued' and q.wait_reason in ('budget_busy', 'budget')
			) as "makesRoom", booked.*,
			case when ${waitsForDisk} then null else set_config('synchronous_commit', 'off', true) end
		from (select 1) one left join booked on true`;
	if (row.spent !== null) await warnOfSpending(deps.db, claim.workspaceId, row);
	if (row.makesRoom) await wakeBusyWaits(deps, claim.workspaceId);
	if (!finishes) return;
	held(row.finished && (endRun === null || row.ended) ? 1 : 0);
	await endRun?.ended(row.othersWait);
}
