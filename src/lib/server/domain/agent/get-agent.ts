import type { AgentDetail } from '#lib/schemas/agent.ts';
import { notFound } from '#server/errors.ts';
import type { Db } from '#server/ports.ts';
import type { Actor } from '../actor.ts';
import { memoriesOf } from '../memory/list-memories.ts';
import { agentColumns, agentView } from './agent-view.ts';

type Record30Days = AgentDetail['record'];

/** One agent with its memories and the decisions of the last 30 days. Throws `not_found`. */
export async function getAgent(deps: { db: Db }, actor: Actor, id: string): Promise<AgentDetail> {
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

/** Decided tasks, whether as a whole or action by action; what a rule let through is no decision. */
async function recordOf(db: Db, workspaceId: string, agentId: string): Promise<Record30Days> {
	const [row] = await db.$queryRaw<[Record30Days]>`
		select (count(distinct e.task_id) filter (
				where e.kind = 'task.approved' or (e.kind = 'action.approved' and e.data ->> 'byRule' is distinct from 'true')
			))::int as approved,
			(count(*) filter (where e.kind = 'task.sent_back'))::int as "sentBack",
			(count(distinct e.task_id) filter (
				where e.kind = 'task.rejected' or (e.kind = 'action.rejected' and t.status = 'rejected')
			))::int as rejected,
			(count(*) filter (where e.kind = 'task.failed'))::int as failed
		from events e
		left join tasks t on t.workspace_id = e.workspace_id and t.id = e.task_id
		where e.workspace_id = ${workspaceId}::uuid and e.agent_id = ${agentId}::uuid
			and e.created_at > now() - interval '30 days'`;
	return row;
}
