import { entitlements, Plan } from '#lib/schemas/plan.ts';
import type { CreateTask } from '#lib/schemas/task.ts';
import { DomainError, notFound } from '#server/errors.ts';
import type { Tx } from '#server/ports.ts';
import type { Actor } from '../actor.ts';
import { planTable } from '../run/plan-table.ts';

type Admission = {
	agent_name: string | null;
	agent_status: string | null;
	counted: number | null;
	plan: string;
};

const monthlyLimits = planTable('tasksPerMonth');

/**
 * Counts the task against the month of the workspace's own zone, in one statement that takes the last
 * place only once. The transaction of work does not wait for the disk: `onDisk` does, afterwards.
 * Throws `not_found` for the agent, `agent_unavailable`, `limit_tasks`.
 */
export async function admitTask(tx: Tx, actor: Actor, input: CreateTask): Promise<void> {
	const [row] = await tx.$queryRaw<[Admission]>`
		with workspace as (
			select id, plan, (${monthlyLimits}::jsonb ->> plan)::int as allowed,
				date_trunc('month', now() at time zone time_zone)::date as month
			from workspaces where id = ${actor.workspaceId}::uuid
		), agent as (
			select name, status from agents
			where workspace_id = ${actor.workspaceId}::uuid and id = ${input.agentId}::uuid
			-- Whoever archives the agent waits for this task and finds it, or is waited for.
			for share
		), counted as (
			insert into usage_counters as usage (workspace_id, month, tasks)
			select workspace.id, workspace.month, 1 from workspace, agent
			where agent.status = 'active' or (agent.status = 'paused' and ${input.type} = 'work')
			on conflict (workspace_id, month) do update set tasks = usage.tasks + 1
			where usage.tasks < coalesce((select allowed from workspace), 2147483647)
			returning tasks
		)
		select (select name from agent) as agent_name, (select status from agent) as agent_status,
			(select tasks from counted) as counted, (select plan from workspace) as plan,
			case when ${input.type} = 'work' then set_config('synchronous_commit', 'off', true) end`;
	if (row.agent_status === null) throw notFound('agent');
	if (row.counted !== null) return;
	throw row.agent_status === 'active' || (row.agent_status === 'paused' && input.type === 'work')
		? limitReached(Plan.parse(row.plan))
		: unavailable(row);
}

function limitReached(plan: Plan) {
	const { name, tasksPerMonth } = entitlements[plan];
	return new DomainError(
		'limit_tasks',
		`The ${name} plan’s ${tasksPerMonth} tasks of this month are used up. Choose a larger plan, or wait for the new month.`
	);
}

function unavailable({ agent_name, agent_status }: Admission) {
	return new DomainError(
		'agent_unavailable',
		agent_status === 'paused'
			? `${agent_name} is paused. Resume ${agent_name} first.`
			: `${agent_name} has been archived and takes no new tasks.`
	);
}
