import { sql } from '#server/db/sql.ts';
import { newId } from '#server/ids.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Db, Sql } from '#server/ports/db.ts';
import type { Model } from '#server/ports/model.ts';
import { LeaseLost } from '../ledger/lease.ts';
import { spendCapOf, type SpendCaps } from '../plan/plan-table.ts';
import { checkLostAnswers } from './check-lost-answers.ts';
import type { Claim } from './claim-run.ts';
import { everybodyBooked, everybodyFits, recountInstallation } from './installation-usage.ts';
import { runIsOurs } from './run-sql.ts';
import { beginningStep, failStep, pausedRun, type StepStart } from './run-step.ts';
import { RunWaits } from './run-waits.ts';
import { warnOfSpending } from './warn-of-spending.ts';

/** Other calls of the workspace hold what is left of the cap; they will be settled before long. */
const busySeconds = 5;

type Deps = { db: Db; clock: Clock; config: { spendCaps: SpendCaps } };
type Call = { model: Pick<Model, 'name' | 'offline'>; reserveMicros: number };
type Row = {
	held: boolean;
	atWork: boolean;
	stepId: string;
	stepStatus: string;
	attempt: number;
	result: unknown;
	opened: boolean;
} & Month;
/** `fits`: whether all workspaces together have room now, and `fitsAlone` once no other call is under way; null unknown. */
type Month = {
	fits: boolean | null;
	fitsAlone: boolean | null;
	cap: bigint;
	spent: bigint;
	warned: number;
	month: Date;
	monthEnds: Date;
	timeZone: string;
};
export type OpenedCall = StepStart & { callId: string };

/**
 * Begins the step and writes the intent of its model call, with `reserveMicros` held back from the month's cap, in one
 * statement before anything is sent. A step that is finished answers its result instead. Throws LeaseLost, RunWaits when
 * paused or when the cap leaves no room, and `model_answer_lost` when an earlier answer of this step got lost and the
 * workspace wants to be asked (or it was lost twice).
 */
export async function openModelCall(
	deps: Deps,
	claim: Claim,
	key: string,
	call: Call
): Promise<OpenedCall | { result: unknown }> {
	const callId = newId();
	const first = await open(deps, claim, call, callId, begunStep(claim, key));
	if (!first.atWork) throw pausedRun();
	if (first.stepStatus === 'succeeded') return { result: first.result };
	const start = { stepId: first.stepId, attempt: first.attempt };
	try {
		if (first.opened) return { ...start, callId };
		await openAgain(deps, claim, start, call, { row: first, callId });
		return { ...start, callId };
	} catch (error) {
		if (!(error instanceof LeaseLost)) await failStep(deps.db, claim, start.stepId, error);
		throw error;
	}
}

/** A step that was begun before opens its call only when its lost answers allow that: a statement of its own. */
async function openAgain(
	deps: Deps,
	claim: Claim,
	start: StepStart,
	call: Call,
	{ row, callId }: { row: Row; callId: string }
): Promise<void> {
	if (start.attempt > 1) {
		await checkLostAnswers(deps, claim, start);
		row = await open(deps, claim, call, callId, begunBefore(claim, start));
		if (row.opened) return;
	}
	// The first of this month, or since the operator set a limit.
	if (row.fits === null) await recountInstallation(deps);
	const waits = noRoom(deps, row, call.reserveMicros);
	// With no room for a single call, the limit is used up as far as anybody can see.
	if (waits.reason === 'budget' && row.fitsAlone !== false)
		await warnOfSpending(deps.db, claim.workspaceId, { ...row, spent: row.cap });
	throw waits;
}

/** `begun` is the step, with `asks` where its call may open now. An offline writer leaves nothing that must be on disk. */
async function open(
	{ db, config }: Deps,
	claim: Claim,
	call: Call,
	callId: string,
	begun: Sql
): Promise<Row> {
	const { model, reserveMicros } = call;
	const [row] = await db.$queryRaw<[Row]>`
		with given as materialized (
			-- One row first: without statistics the planner would read every task of the agent instead.
			select r.workspace_id, r.id, r.task_id, r.lease_epoch from runs r where ${runIsOurs(claim)}
		), holding as materialized (
			select given.workspace_id, given.id, given.lease_epoch, w.time_zone,
				date_trunc('month', now() at time zone w.time_zone) as month,
				${spendCapOf(sql`w`, config.spendCaps)} as cap,
				w.paused_at is null and a.status = 'active' as at_work
			from given
			join tasks t on t.workspace_id = given.workspace_id and t.id = given.task_id
			join agents a on a.workspace_id = t.workspace_id and a.id = t.agent_id
			join workspaces w on w.id = given.workspace_id
		), begun as (${begun}), ${everybodyFits(config.spendCaps, sql`select h.month::date from holding h`, reserveMicros)}, reserved as (
			insert into usage_counters as usage (workspace_id, month, reserved_micros)
			select h.workspace_id, h.month::date, ${reserveMicros}::bigint from holding h, begun, everybody
			where begun.asks and everybody.fits and ${reserveMicros}::bigint <= h.cap and ${reserveMicros}::bigint > 0
			on conflict (workspace_id, month) do update set reserved_micros = usage.reserved_micros + excluded.reserved_micros
			where usage.cost_micros + usage.reserved_micros + excluded.reserved_micros <= (select cap from holding)
			returning month
		), shared as (
			${everybodyBooked(config.spendCaps, sql`select month, ${reserveMicros}::bigint as reserved, 0 as cost from reserved`)}
		), opened as (
			insert into model_calls (id, workspace_id, run_id, step_id, attempt, model, asked_model, reserved_micros)
			select ${callId}::uuid, h.workspace_id, h.id, begun.id, begun.attempt, ${model.name}, ${model.name}, ${reserveMicros}::bigint
			from holding h, begun
			where begun.asks and (${reserveMicros}::bigint = 0 or exists (select 1 from reserved))
			returning id
		)
		select h.id is not null as held, coalesce(h.at_work, false) as "atWork", begun.id as "stepId",
			begun.status as "stepStatus", begun.attempt, begun.result, exists (select 1 from opened) as opened,
			everybody.fits, everybody.fits_alone as "fitsAlone", coalesce(h.cap, 0) as cap, coalesce(u.cost_micros, 0) as spent, coalesce(u.warned_percent, 0) as warned,
			h.month::date as month, coalesce(h.time_zone, 'UTC') as "timeZone",
			(h.month + interval '1 month') at time zone h.time_zone as "monthEnds",
			case when ${model.offline} then set_config('synchronous_commit', 'off', true) end
		from (select 1) one left join holding h on true left join begun on true left join everybody on true
		left join usage_counters u on u.workspace_id = h.workspace_id and u.month = h.month::date`;
	if (!row.held) throw new LeaseLost('The run belongs to somebody else now.');
	return row;
}

/** A new step asks at once; one that was begun before does not. */
function begunStep(claim: Claim, key: string): Sql {
	return sql`${beginningStep(claim, key, 'draft')}
		returning id, status, attempt, result, status = 'running' and attempt = 1 as asks`;
}

function begunBefore({ workspaceId }: Claim, { stepId }: StepStart): Sql {
	return sql`select id, status, attempt, result, status = 'running' as asks from steps
		where workspace_id = ${workspaceId}::uuid and id = ${stepId}::uuid`;
}

function noRoom({ clock, config }: Deps, row: Month, reserveMicros: number): RunWaits {
	const fitsOwn = row.spent + BigInt(reserveMicros) <= row.cap;
	if (fitsOwn && row.fitsAlone !== false) {
		const until = new Date(clock.now().getTime() + busySeconds * 1_000);
		const message =
			'Other tasks are using what is left of this month’s spending limit. It goes on when they are done.';
		return new RunWaits('budget_busy', message, until);
	}
	const format = { day: 'numeric', month: 'long', timeZone: row.timeZone } as const;
	const day = new Intl.DateTimeFormat('en-GB', format).format(row.monthEnds);
	return new RunWaits('budget', `${whatIsFull(row, config.spendCaps)} or on ${day}.`, row.monthEnds);
}

function whatIsFull({ cap, fitsAlone }: Month, { workspaceMicros }: SpendCaps): string {
	if (fitsAlone === false)
		return 'What this installation may spend on models this month, over all its workspaces, leaves no room for another call. The task goes on when whoever runs it raises that,';
	const limit = `limit of $${(Number(cap) / 1_000_000).toFixed(2)}`;
	if (workspaceMicros !== null && Number(cap) === workspaceMicros)
		return `This month’s ${limit}, the most that this installation allows a workspace, leaves no room for another call. The task goes on when whoever runs it raises that,`;
	return `This month’s spending ${limit} leaves no room for another call. The task goes on when you raise the limit,`;
}
