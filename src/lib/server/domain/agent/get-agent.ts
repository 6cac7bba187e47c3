import type { AgentDetail } from '#lib/schemas/agent.ts';
import { notFound } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { memoriesOf } from '../memory/list-memories.ts';
import { agentColumns, agentView } from './agent-view.ts';

type Record30Days = AgentDetail['record'];

/** One agent with its memories and the decisions of the last 30 days. Throws `not_found`. */
export async function getAgent(deps: { db: Db }, actor: Actor, id: string): Promise<AgentDetail> {
	authorise(actor, 'view');
	const row = await deps.db.agent.findUnique({
		where: { workspaceId_id: { workspaceId: actor.workspaceId, id } },
		select: {
			...agentColumns,
			roleTemplate: { select: { name: true } }
		}
	});
	if (!row) throw notFound('agent');
	return {
		...agentView(row),
		memories: await memoriesOf(deps.db, actor.workspaceId, id),
		roleTemplateName: row.roleTemplate.name,
		record: await recordOf(deps.db, actor.workspaceId, id)
	};
}

/**
 * Tasks by the decisions on them that stand, whether on the whole or action by action: what was undone counts for
 * nothing, and what a rule let through is no decision.
 */
async function recordOf(db: Db, workspaceId: string, agentId: string): Promise<Record30Days> {
	const [row] = await db.$queryRaw<[Record30Days]>`
		with decided as (
			select r.task_id, r.decision, r.action_id is null as whole, t.status
			from reviews r join tasks t on t.workspace_id = r.workspace_id and t.id = r.task_id
			where r.workspace_id = ${workspaceId}::uuid and t.agent_id = ${agentId}::uuid and r.undone_at is null
				and r.created_at > now() - interval '30 days'
			union
			-- Of a whole that was approved and taken back in part, the other parts stand.
			select a.task_id, 'approve', false, null from actions a
			where a.workspace_id = ${workspaceId}::uuid and a.agent_id = ${agentId}::uuid and a.decided_by_id is not null
				and a.decided_at > now() - interval '30 days' and a.status not in ('proposed', 'rejected', 'expired')
		)
		select (count(distinct task_id) filter (where decision = 'approve'))::int as approved,
			(select count(*)::int from reviews r join tasks t on t.workspace_id = r.workspace_id and t.id = r.task_id
				where r.workspace_id = ${workspaceId}::uuid and t.agent_id = ${agentId}::uuid and r.undone_at is null
					and r.decision = 'revise' and r.created_at > now() - interval '30 days') as "sentBack",
			(count(distinct task_id) filter (where decision = 'reject' and (whole or status = 'rejected')))::int as rejected,
			(select count(*)::int from events e
				join tasks t on t.workspace_id = e.workspace_id and t.id = e.task_id and not t.dry_run
				where e.workspace_id = ${workspaceId}::uuid and e.agent_id = ${agentId}::uuid and e.kind = 'task.failed'
					and e.created_at > now() - interval '30 days') as failed
		from decided`;
	return row;
}
