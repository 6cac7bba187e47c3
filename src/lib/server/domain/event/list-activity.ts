import { kindsWhere } from '#lib/events.ts';
import { Avatar } from '#lib/schemas/agent.ts';
import type { Activity } from '#lib/schemas/activity.ts';
import type { Db } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { describeEvent, type EventRow } from './describe-event.ts';

const betweenSteps = kindsWhere(({ activity }) => !activity);

type Row = EventRow & {
	agent_id: string | null;
	avatar: string | null;
	task_id: string | null;
	title: string | null;
};

/** What happened last in the workspace, newest first, without the steps in between. */
export async function listActivity(deps: { db: Db }, actor: Actor, limit: number): Promise<Activity[]> {
	authorise(actor, 'view');
	const rows = await deps.db.$queryRaw<Row[]>`
		select e.id, e.kind, e.data, e.created_at, e.actor_id, u.name as actor_name, e.api_key_id is not null as by_program,
			a.id as agent_id, a.name as agent_name, a.avatar, t.id as task_id, t.title
		from events e
		left join users u on u.id = e.actor_id
		left join tasks t on t.workspace_id = e.workspace_id and t.id = e.task_id
		left join agents a on a.workspace_id = e.workspace_id and a.id = e.agent_id
		where e.workspace_id = ${actor.workspaceId}::uuid
			and e.kind <> all(${betweenSteps}::text[])
		order by e.id desc limit ${limit}`;
	return rows.map((row) => ({
		...describeEvent(row),
		taskId: row.task_id,
		taskTitle: row.title,
		agentId: row.agent_id,
		agentName: row.agent_name,
		agentAvatar: row.avatar ? Avatar.parse(row.avatar) : null
	}));
}
