import { newId } from '#server/ids.ts';
import type { Clock, Db } from '#server/ports.ts';
import { checkLostAnswers } from './check-lost-answers.ts';
import type { Claim } from './claim-run.ts';
import { LeaseLost } from './lease.ts';
import { planTable } from './plan-table.ts';
import type { StepStart } from './run-step.ts';
import { RunWaits } from './run-waits.ts';
import { warnOfSpending } from './warn-of-spending.ts';

const caps = planTable('spendCapMicros');
/** Other calls of the workspace hold what is left of the cap; they will be settled before long. */
const busySeconds = 5;

type Opened = {
	held: boolean;
	opened: boolean;
	cap: bigint;
	spent: bigint;
	warned: number;
	month: Date;
	month_ends: Date;
	time_zone: string;
};

/**
 * The intent row of a model call, with `reserveMicros` held back from the month's cap, before anything is
 * sent. Throws LeaseLost, RunWaits when the cap leaves no room, and `model_answer_lost` when an earlier
 * answer of this step got lost and the workspace wants to be asked (or it was lost twice).
 */
export async function openModelCall(
	deps: { db: Db; clock: Clock },
	claim: Claim,
	start: StepStart,
	call: { model: string; reserveMicros: number }
): Promise<string> {
	if (start.attempt > 1) await checkLostAnswers(deps.db, claim, start);
	const callId = newId();
	const [row] = await deps.db.$queryRaw<[Opened]>`
		with holding as materialized (
			select r.workspace_id, r.id, w.time_zone, date_trunc('month', now() at time zone w.time_zone) as month,
				coalesce(w.spend_cap_micros, (${caps}::jsonb ->> w.plan)::bigint) as cap
			from runs r join workspaces w on w.id = r.workspace_id
			where r.workspace_id = ${claim.workspaceId}::uuid and r.id = ${claim.runId}::uuid
				and r.lease_epoch = ${claim.epoch} and r.status = 'running'
		), reserved as (
			insert into usage_counters as usage (workspace_id, month, reserved_micros)
			select workspace_id, month::date, ${call.reserveMicros}::bigint from holding
			where ${call.reserveMicros}::bigint <= cap and ${call.reserveMicros}::bigint > 0
			on conflict (workspace_id, month) do update set reserved_micros = usage.reserved_micros + excluded.reserved_micros
			where usage.cost_micros + usage.reserved_micros + excluded.reserved_micros <= (select cap from holding)
			returning workspace_id
		), opened as (
			insert into model_calls (id, workspace_id, run_id, step_id, attempt, model, reserved_micros)
			select ${callId}::uuid, workspace_id, id, ${start.stepId}::uuid, ${start.attempt}, ${call.model}, ${call.reserveMicros}::bigint
			from holding
			where ${call.reserveMicros}::bigint = 0 or exists (select 1 from reserved)
			returning id
		)
		select exists (select 1 from holding) as held, exists (select 1 from opened) as opened,
			coalesce(h.cap, 0) as cap, coalesce(u.cost_micros, 0) as spent,
			coalesce(u.warned_percent, 0) as warned, h.month::date as month, coalesce(h.time_zone, 'UTC') as time_zone,
			(h.month + interval '1 month') at time zone h.time_zone as month_ends
		from (select 1) one left join holding h on true
		left join usage_counters u on u.workspace_id = h.workspace_id and u.month = h.month::date`;
	if (!row.held) throw new LeaseLost('The run belongs to somebody else now.');
	if (!row.opened) {
		const waits = noRoom(deps.clock, row, call.reserveMicros);
		// With no room for a single call, the limit is used up as far as anybody can see.
		if (waits.reason === 'budget')
			await warnOfSpending(deps.db, claim.workspaceId, { ...row, spent: row.cap });
		throw waits;
	}
	return callId;
}

function noRoom(clock: Clock, row: Opened, reserveMicros: number): RunWaits {
	if (row.spent + BigInt(reserveMicros) <= row.cap) {
		const until = new Date(clock.now().getTime() + busySeconds * 1_000);
		const message =
			'Other tasks are using what is left of this month’s spending limit. It goes on when they are done.';
		return new RunWaits('budget_busy', message, until);
	}
	const limit = `$${(Number(row.cap) / 1_000_000).toFixed(2)}`;
	const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: row.time_zone });
	return new RunWaits(
		'budget',
		`This month’s spending limit of ${limit} leaves no room for another call. The task goes on when you raise the limit, or on ${day.format(row.month_ends)}.`,
		row.month_ends
	);
}
