import { sql } from '#server/db/sql.ts';
import type { Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { wake } from '../ledger/wake.ts';
import { slotsOf } from '../run/slots.ts';
import type { RunOf } from './run-of.ts';

/** A fire to be written, with the task that it starts or null and why. */
export type NewFire = {
	id: string;
	workspaceId: string;
	workflowId: string;
	/** What makes it one: the due time, or the id of what was seen. */
	key: string;
	at: Date;
	outcome: 'started' | 'late' | 'skipped' | 'held';
	reason: string;
	count: number;
	/** What a trigger saw. */
	payload: Record<string, unknown> | null;
	task: NewTask | null;
};

export type NewTask = RunOf & {
	id: string;
	runId: string;
	agentId: string;
	createdById: string | null;
	dryRun: boolean;
	shadow: boolean;
	/** False where somebody is waiting for it. */
	scheduled: boolean;
	/** Whose doing it is; null for a schedule or a trigger. */
	actorId: string | null;
	apiKeyId: string | null;
};

const taskColumns = sql`"id" uuid, "runId" uuid, "agentId" uuid, "createdById" uuid, "title" text, "instructions" text,
	"material" text, "recipients" text[], "named" text[], "plan" jsonb, "dryRun" boolean, "shadow" boolean,
	"scheduled" boolean, "actorId" uuid, "apiKeyId" uuid`;

/** Tasks, runs and events of `begun`; as many runs are admitted to the queue as their workspace has free slots. */
const startingTasks = sql`
	slots as materialized (
		select w.id, case when w.paused_at is null then ${slotsOf('w')} - admitted_runs(w.id) else 0 end as free
		from workspaces w where w.id in (select "workspaceId" from begun)
	), task as (
		insert into tasks (id, workspace_id, agent_id, created_by_id, type, title, instructions, material, recipients, named,
			status, scheduled, workflow_id, fire_id, dry_run, shadow)
		select id, "workspaceId", "agentId", "createdById", 'work', title, instructions, material, recipients, named,
			'queued', scheduled, "workflowId", "fireId", "dryRun", shadow
		from begun
	), run as (
		insert into runs (id, workspace_id, task_id, number, cause, plan, admitted)
		select begun."runId", begun."workspaceId", begun.id, 1, 'created', begun.plan, a.status = 'active'
			and row_number() over (partition by begun."workspaceId" order by begun."runId") <= slots.free
		from begun
		join slots on slots.id = begun."workspaceId"
		join agents a on a.workspace_id = begun."workspaceId" and a.id = begun."agentId"
		returning id, admitted
	), event as (
		insert into events (workspace_id, kind, task_id, agent_id, actor_id, api_key_id)
		select "workspaceId", 'task.created', id, "agentId", "actorId", "apiKeyId" from begun
	)`;

/**
 * Writes fires with their tasks, runs and events in one statement, however many there are; a fire that is there already
 * is left as it is and starts nothing. Runs that find a free slot get a job in the same transaction. Answers the ids of
 * the fires that were new.
 */
export async function startRuns(jobs: Jobs, tx: Tx, fires: NewFire[]): Promise<Set<string>> {
	if (fires.length === 0) return new Set();
	const written = await tx.$queryRaw<Written[]>`
		with item as materialized (
			select * from jsonb_to_recordset(${JSON.stringify(fires)}::jsonb) as item(
				"id" uuid, "workspaceId" uuid, "workflowId" uuid, "key" text, "at" timestamptz, "outcome" text, "reason" text,
				"count" int, "payload" jsonb, "task" jsonb)
		), fire as (
			insert into fires (id, workspace_id, workflow_id, key, fire_at, outcome, reason, count, payload, task_id)
			select id, "workspaceId", "workflowId", key, at, outcome, reason, count, nullif(payload, 'null'::jsonb),
				(task ->> 'id')::uuid
			from item
			on conflict (workspace_id, workflow_id, key) do nothing
			returning id
		), begun as materialized (
			select task.*, item.id as "fireId", item."workspaceId", item."workflowId"
			from item join fire on fire.id = item.id
			cross join lateral jsonb_to_record(item.task) as task(${taskColumns})
			where item.task is not null and item.task <> 'null'::jsonb
		), ${startingTasks}
		select fire.id, run.id as run_id, run.admitted from fire
		left join begun on begun."fireId" = fire.id left join run on run.id = begun."runId"`;
	await wakeAdmitted(jobs, tx, written);
	return new Set(written.map(({ id }) => id));
}

/** The same for fires that are there and were held: now they start. */
export async function startTasks(
	jobs: Jobs,
	tx: Tx,
	starts: { fireId: string; workspaceId: string; workflowId: string; task: NewTask }[]
): Promise<void> {
	if (starts.length === 0) return;
	const written = await tx.$queryRaw<Written[]>`
		with begun as materialized (
			select task.*, item."fireId", item."workspaceId", item."workflowId"
			from jsonb_to_recordset(${JSON.stringify(starts)}::jsonb) as item(
				"fireId" uuid, "workspaceId" uuid, "workflowId" uuid, "task" jsonb)
			cross join lateral jsonb_to_record(item.task) as task(${taskColumns})
		), fire as (
			update fires f set task_id = begun.id, payload = null,
				outcome = case when f.fire_at < now() - interval '5 minutes' then 'late' else 'started' end,
				reason = 'It was held: ' || f.reason
			from begun where f.workspace_id = begun."workspaceId" and f.id = begun."fireId"
			returning f.id
		), ${startingTasks}
		select fire.id, run.id as run_id, run.admitted from fire
		join begun on begun."fireId" = fire.id join run on run.id = begun."runId"`;
	await wakeAdmitted(jobs, tx, written);
}

type Written = { id: string; run_id: string | null; admitted: boolean | null };

async function wakeAdmitted(jobs: Jobs, tx: Tx, written: Written[]): Promise<void> {
	const admitted = written.flatMap(({ run_id: id, admitted: has }) => (id && has ? [{ id }] : []));
	await wake(jobs, tx, 'run', admitted);
}
