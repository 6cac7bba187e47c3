import type { TimelineEntry } from '#lib/schemas/task.ts';
import type { Db } from '#server/ports/db.ts';
import { describeEvent, type EventRow } from '../event/describe-event.ts';

/** A task's last 500 events, oldest first. */
export async function taskTimeline(db: Db, workspaceId: string, taskId: string): Promise<TimelineEntry[]> {
	const rows = await db.$queryRaw<EventRow[]>`
		select e.id, e.kind, e.data, e.created_at, e.actor_id, u.name as actor_name, e.api_key_id is not null as by_program, a.name as agent_name
		from events e
		left join users u on u.id = e.actor_id
		left join agents a on a.workspace_id = e.workspace_id and a.id = e.agent_id
		where e.workspace_id = ${workspaceId}::uuid and e.task_id = ${taskId}::uuid
		order by e.id desc limit 500`;
	return rows.reverse().map(describeEvent);
}
