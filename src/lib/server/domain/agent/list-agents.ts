import type { AgentListItem } from '#lib/schemas/agent.ts';
import type { Db } from '#server/ports.ts';
import type { Actor } from '../actor.ts';
import { agentColumns, agentView } from './agent-view.ts';

type Work = { agent_id: string; working: boolean; waiting: number; last_task_at: Date | null };

/** The workspace's agents, oldest first, with what each is doing now. */
export async function listAgents(
	deps: { db: Db },
	actor: Actor,
	input: { archived: boolean }
): Promise<AgentListItem[]> {
	const rows = await deps.db.agent.findMany({
		where: {
			workspaceId: actor.workspaceId,
			status: input.archived ? 'archived' : { not: 'archived' }
		},
		orderBy: { id: 'asc' },
		take: 500,
		select: agentColumns
	});
	const work = await workOf(deps.db, actor.workspaceId);
	return rows.map((row) => {
		const doing = work.get(row.id);
		return {
			...agentView(row),
			working: doing?.working ?? false,
			waitingForReview: doing?.waiting ?? 0,
			lastTaskAt: doing?.last_task_at?.toISOString() ?? null
		};
	});
}

async function workOf(db: Db, workspaceId: string): Promise<Map<string, Work>> {
	const rows = await db.$queryRaw<Work[]>`
		select a.id as agent_id,
			exists (
				select 1 from tasks t
				where t.workspace_id = a.workspace_id and t.agent_id = a.id and t.status = 'in_progress'
			) as working,
			(
				select count(*)::int from (
					select 1 from tasks t
					where t.workspace_id = a.workspace_id and t.agent_id = a.id and t.status = 'needs_review'
					limit 100
				) few
			) as waiting,
			(
				select t.created_at from tasks t
				where t.workspace_id = a.workspace_id and t.agent_id = a.id order by t.id desc limit 1
			) as last_task_at
		from agents a where a.workspace_id = ${workspaceId}::uuid`;
	return new Map(rows.map((row) => [row.agent_id, row]));
}
