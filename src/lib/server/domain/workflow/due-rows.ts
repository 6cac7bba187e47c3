import type { Definition, Trigger } from '#lib/schemas/workflow-template.ts';
import type { Missed } from '#lib/schemas/workflow.ts';
import { sql } from '#server/db/sql.ts';
import type { Sql, Tx } from '#server/ports/db.ts';
import { planTable, spendCapOf, type SpendCaps } from '../plan/plan-table.ts';
import { waitingDrafts } from './workflow-row.ts';

/** A workflow that somebody has to look at, locked, with all that decides whether it may run now. */
export type DueRow = {
	id: string;
	workspaceId: string;
	agentId: string;
	createdById: string | null;
	name: string;
	definition: Definition;
	inputs: Record<string, unknown>;
	trigger: Trigger;
	missed: Missed;
	shadow: boolean;
	settledAt: Date;
	settledClock: string | null;
	pauseReason: string | null;
} & Ground;

/** As it is stored: whether it can be understood is found out row by row. */
export type StoredRow = Omit<DueRow, 'definition' | 'trigger'> & { definition: unknown; trigger: unknown };

/** What a run stands on. */
export type Ground = {
	agentName: string;
	agentStatus: string;
	allPaused: boolean;
	plan: string;
	/** The month has no task left, or no money. */
	monthFull: boolean;
	capReached: boolean;
	/** Its last run is in line or being worked on. */
	running: boolean;
	waiting: number;
	waitingBound: number;
};

const monthlyLimits = planTable('tasksPerMonth');

/** Around `w`, a workflow: its agent `a`, its workspace `ws`, the month `u`. */
export const groundColumns = (caps: SpendCaps): Sql => sql`
	a.name as "agentName", a.status as "agentStatus", ws.paused_at is not null as "allPaused", ws.plan,
	coalesce(u.tasks >= (${monthlyLimits}::jsonb ->> ws.plan)::int, false) as "monthFull",
	coalesce(u.cost_micros >= ${spendCapOf(sql`ws`, caps)}, false) as "capReached",
	exists (
		select 1 from tasks t where t.workspace_id = w.workspace_id and t.workflow_id = w.id and not t.dry_run
			and t.status in ('queued', 'in_progress')
	) as running, ${waitingDrafts} as waiting, w.waiting_bound as "waitingBound"`;
export const groundTables = sql`
	join agents a on a.workspace_id = w.workspace_id and a.id = w.agent_id
	join workspaces ws on ws.id = w.workspace_id
	left join usage_counters u on u.workspace_id = ws.id
		and u.month = date_trunc('month', now() at time zone ws.time_zone)::date`;

/** What is due until `until`, the longest waiting first; those that another scheduler has are left to it. */
export function dueStatement(caps: SpendCaps, until: Sql, most: number): Sql {
	return sql`
		with due as materialized (
			select * from workflows where next_fire_at <= ${until}
			order by next_fire_at limit ${most} for no key update skip locked
		)
		select w.id, w.workspace_id as "workspaceId", w.agent_id as "agentId", w.created_by_id as "createdById", w.name,
			w.definition, w.inputs, w.trigger, w.missed, w.shadow, w.settled_at as "settledAt",
			w.settled_clock as "settledClock", w.pause_reason as "pauseReason", ${until} as now, ${groundColumns(caps)}
		from due w ${groundTables}
		order by w.next_fire_at, w.id`;
}

export async function readDue(
	tx: Tx,
	caps: SpendCaps,
	now: Date | null,
	most: number
): Promise<{ rows: StoredRow[]; now: Date | null }> {
	const until = sql`coalesce(${now}::timestamptz, now())`;
	const rows = await tx.$queryRaw<(StoredRow & { now: Date })[]>`${dueStatement(caps, until, most)}`;
	return { rows, now: rows[0]?.now ?? null };
}
