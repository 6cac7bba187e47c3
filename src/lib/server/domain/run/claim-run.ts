import { WorkingHours } from '#lib/schemas/agent.ts';
import { RunPlan } from '#lib/schemas/run-plan.ts';
import type { TaskType } from '#lib/schemas/task.ts';
import type { Db } from '#server/ports/db.ts';
import { holderLives, takingLease } from '../ledger/holder.ts';
import type { Timings } from '../ledger/lease.ts';
import { slotsOf, slotsTaken } from './slots.ts';

/** A run that this process holds; every write names `epoch`. */
export type Claim = {
	runId: string;
	workspaceId: string;
	taskId: string;
	epoch: number;
	/** How often it has been tried, this time included and deaths of its process left out. */
	attempt: number;
	type: TaskType;
	plan: RunPlan;
	/** The workflow that it is a run of, if any. */
	workflowId: string | null;
	dryRun: boolean;
	shadow: boolean;
	/** Set for scheduled work, which keeps to the agent's hours in the workspace's zone. */
	hours: { hours: WorkingHours; timeZone: string } | null;
};

type Row = {
	workspace_id: string;
	task_id: string;
	lease_epoch: number;
	attempt: number;
	type: TaskType;
	plan: unknown;
	workflow_id: string | null;
	dry_run: boolean;
	shadow: boolean;
	working_hours: unknown;
	time_zone: string;
};

/** From this many deaths on, a run is tried with nobody beside it. */
const suspiciousDeaths = 1;

/**
 * Takes the lease of a run that is due and has a slot, or of one whose holder has died. Null when there
 * is nothing to do: it is finished, held by a living process, not due, paused, or its workspace is
 * already running as much as its plan allows. A suspicious run is only for who has nobody beside it: `alone`.
 * Locks task before run, like every verb that writes both. Its commit does not wait for the disk: what goes
 * out later does, and takes this along (docs/benchmarks.md).
 */
export async function claimRun(
	deps: { db: Db; processId: string; timings: Timings },
	runId: string,
	alone = true
): Promise<Claim | null> {
	const [row] = await deps.db.$queryRaw<Row[]>`
		with wanted as materialized (
			-- One row first: without statistics the planner would read every task of every agent instead.
			select r.workspace_id, r.id, r.task_id, r.lease_epoch, r.admitted or r.status = 'running' as has_slot
			from runs r
			where r.id = ${runId}::uuid and (${alone} or r.deaths < ${suspiciousDeaths}) and (
				(r.status = 'queued' and r.run_after <= now() + interval '1 second')
				or (r.status = 'running' and not ${holderLives('r', deps.timings)})
			)
		), due as materialized (
			select r.workspace_id, r.id, r.lease_epoch, t.id as task_id, t.agent_id, t.type,
				t.workflow_id, t.dry_run, t.shadow,
				case when t.scheduled then a.working_hours end as working_hours, w.time_zone
			from wanted r
			join tasks t on t.workspace_id = r.workspace_id and t.id = r.task_id
			join agents a on a.workspace_id = t.workspace_id and a.id = t.agent_id
			join workspaces w on w.id = r.workspace_id
			where a.status = 'active' and w.paused_at is null
				and (r.has_slot or ${slotsTaken('w')} < ${slotsOf('w')})
			for update of t
		), run as (
			update runs r set ${takingLease('r', deps.processId)}, status = 'running',
				attempt = r.attempt + 1, admitted = true, wait_reason = null, started_at = coalesce(r.started_at, now())
			from due
			-- Of two that read the same epoch at once, the second finds it changed.
			where r.workspace_id = due.workspace_id and r.id = due.id and r.lease_epoch = due.lease_epoch
				and r.status in ('queued', 'running')
			returning r.workspace_id, r.task_id, r.lease_epoch, r.attempt - r.deaths as attempt, r.deaths, r.plan
		), task as (
			update tasks t set status = 'in_progress', updated_at = now()
			from due, run
			where t.workspace_id = due.workspace_id and t.id = due.task_id and t.status = 'queued'
		), event as (
			insert into events (workspace_id, kind, task_id, agent_id, data)
			select due.workspace_id, 'task.started', due.task_id, due.agent_id,
				jsonb_build_object('attempt', run.attempt, 'deaths', run.deaths)
			from due, run
		)
		select run.*, due.type, due.workflow_id, due.dry_run, due.shadow, due.working_hours, due.time_zone, set_config('synchronous_commit', 'off', true)
		from run, due`;
	if (!row) return null;
	return {
		runId,
		workspaceId: row.workspace_id,
		taskId: row.task_id,
		epoch: row.lease_epoch,
		attempt: row.attempt,
		type: row.type,
		plan: RunPlan.parse(row.plan),
		workflowId: row.workflow_id,
		dryRun: row.dry_run,
		shadow: row.shadow,
		hours: row.working_hours
			? { hours: WorkingHours.parse(row.working_hours), timeZone: row.time_zone }
			: null
	};
}

/** True when the run's process has died before: nobody may be beside it when it is tried again. */
export async function isSuspicious(deps: { db: Db }, runId: string): Promise<boolean> {
	const [row] = await deps.db.$queryRaw<
		{ deaths: number }[]
	>`select deaths from runs where id = ${runId}::uuid and status in ('queued', 'running')`;
	return (row?.deaths ?? 0) >= suspiciousDeaths;
}
