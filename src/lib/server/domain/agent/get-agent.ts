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

async function recordOf(db: Db, workspaceId: string, agentId: string): Promise<Record30Days> {
	const [row] = await db.$queryRaw<[Record30Days]>`
		select (count(*) filter (where e.kind = 'task.approved'))::int as approved,
			(count(*) filter (where e.kind = 'task.sent_back'))::int as "sentBack",
			(count(*) filter (where e.kind = 'task.rejected'))::int as rejected,
			(count(*) filter (where e.kind = 'task.failed'))::int as failed
		from events e
		where e.workspace_id = ${workspaceId}::uuid and e.agent_id = ${agentId}::uuid
			and e.created_at > now() - interval '30 days'`;
	return row;
}
