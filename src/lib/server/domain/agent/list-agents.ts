import type { AgentListItem } from '#lib/schemas/agent.ts';
import type { Db } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { agentView } from './agent-view.ts';

type Row = Parameters<typeof agentView>[0] & { working: boolean; waiting: number; lastTaskAt: Date | null };

/** The workspace's agents, oldest first, with what each is doing now. */
export async function listAgents(
	deps: { db: Db },
	actor: Actor,
	input: { archived: boolean }
): Promise<AgentListItem[]> {
	authorise(actor, 'view');
	const rows = await deps.db.$queryRaw<Row[]>`
		select a.id, a.role_template_key as "roleTemplateKey", a.name, a.role, a.description, a.tone, a.avatar, a.status,
			a.permissions, a.working_hours as "workingHours", a.created_at as "createdAt",
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
				where t.workspace_id = a.workspace_id and t.agent_id = a.id and not t.dry_run order by t.id desc limit 1
			) as "lastTaskAt"
		from agents a
		where a.workspace_id = ${actor.workspaceId}::uuid and (a.status = 'archived') = ${input.archived}
		order by a.id limit 500`;
	return rows.map(({ working, waiting, lastTaskAt, ...row }) => ({
		...agentView(row),
		working,
		waitingForReview: waiting,
		lastTaskAt: lastTaskAt?.toISOString() ?? null
	}));
}
