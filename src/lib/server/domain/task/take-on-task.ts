import { noTasksLeft } from '#lib/plans.ts';
import { Plan } from '#lib/schemas/plan.ts';
import type { CreateTask } from '#lib/schemas/task.ts';
import { taskTitle } from '#lib/task-title.ts';
import { DomainError, notFound } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import type { Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Actor } from '../access/actor.ts';
import { byColumns } from '../event/record-event.ts';
import { waking } from '../ledger/wake.ts';
import { planTable } from '../plan/plan-table.ts';
import { slotsOf } from '../run/slots.ts';
import { searchWords } from './search-words.ts';
import { smallLetters } from '#lib/email-addresses.ts';

type Taken = {
	agent_name: string | null;
	agent_status: string | null;
	plan: string;
	taken: boolean;
};

type How = {
	taskId: string;
	runId?: string;
	/** False: it is ours to give, and does not count against the plan. */
	counted?: boolean;
};

const monthlyLimits = planTable('tasksPerMonth');

/**
 * Takes a task on, in one statement: counts it against the month of the workspace's own zone, taking the last place
 * only once, and writes task, first run and event, with a wake-up when the workspace has a free slot in the queue
 * (else the run stands in line for one). What counts does not wait for the disk: `onDisk` does, afterwards.
 * Throws `not_found` for the agent, `agent_unavailable`, `limit_tasks`.
 */
export async function takeOnTask(
	jobs: Jobs,
	tx: Tx,
	actor: Actor,
	input: CreateTask,
	{ taskId, runId = newId(), counted = true }: How
): Promise<void> {
	const work = input.type === 'work';
	const { actorId, apiKeyId } = byColumns(actor.by);
	const recipients = recipientsOf(input);
	const title = input.title ?? taskTitle(input.instructions);
	const words = searchWords(actor.workspaceId, [title, input.instructions, ...recipients]);
	const [row] = await tx.$queryRaw<[Taken]>`
		with workspace as (
			select id, plan, paused_at, (${monthlyLimits}::jsonb ->> plan)::int as allowed,
				date_trunc('month', now() at time zone time_zone)::date as month
			from workspaces where id = ${actor.workspaceId}::uuid
		), agent as (
			select id, name, status, status = 'active' or (status = 'paused' and ${work}) as takes from agents
			where workspace_id = ${actor.workspaceId}::uuid and id = ${input.agentId}::uuid
			-- Whoever archives the agent waits for this task and finds it, or is waited for.
			for share
		), counted as (
			insert into usage_counters as usage (workspace_id, month, tasks)
			select workspace.id, workspace.month, 1 from workspace, agent where agent.takes and ${counted}
			on conflict (workspace_id, month) do update set tasks = usage.tasks + 1
			where usage.tasks < coalesce((select allowed from workspace), 2147483647)
			returning tasks
		), task as (
			insert into tasks (id, workspace_id, agent_id, created_by_id, type, title, instructions, material, recipients,
				status)
			select ${taskId}::uuid, workspace.id, agent.id, ${actorId}::uuid, ${input.type}, ${title},
				${input.instructions}, ${input.material ?? ''}, ${recipients},
				case when ${work} then 'queued' else 'in_progress' end
			from workspace, agent where agent.takes and (not ${counted} or exists (select from counted))
			returning workspace_id, id, agent_id, created_by_id
		), run as (
			insert into runs (id, workspace_id, task_id, number, cause, admitted)
			select ${runId}::uuid, task.workspace_id, task.id, 1, 'created',
				-- Counted by a function, which sees what others committed while this waited for its turn to be counted.
				workspace.paused_at is null and agent.status = 'active'
					and admitted_runs(workspace.id) < ${slotsOf('workspace')}
			from task, workspace, agent
			returning admitted
		), search as (
			insert into task_search (workspace_id, task_id, words)
			select workspace_id, id, array_to_tsvector(${words}::text[]) from task
		), event as (
			insert into events (workspace_id, kind, task_id, agent_id, actor_id, api_key_id)
			select workspace_id, 'task.created', id, agent_id, created_by_id, ${apiKeyId}::uuid from task
		)
		select agent.name as agent_name, agent.status as agent_status, workspace.plan, exists (select from task) as taken,
			(select case when admitted then ${waking(jobs, 'run', runId)} end from run)::text as job,
			case when ${counted} then set_config('synchronous_commit', 'off', true) end
		from workspace left join agent on true`;
	if (row.agent_status === null) throw notFound('agent');
	if (!row.taken) throw refused(row, work);
}

function refused({ agent_name, agent_status, plan }: Taken, work: boolean): DomainError {
	if (agent_status === 'active' || (agent_status === 'paused' && work))
		return new DomainError('limit_tasks', noTasksLeft(Plan.parse(plan)));
	return new DomainError(
		'agent_unavailable',
		agent_status === 'paused'
			? `${agent_name} is paused. Resume ${agent_name} first.`
			: `${agent_name} has been archived and takes no new tasks.`
	);
}

/** The recipients as they are kept: each once, comparable with what agents propose. */
function recipientsOf({ recipients = [] }: CreateTask): string[] {
	return [...new Set(recipients.map(smallLetters))];
}
