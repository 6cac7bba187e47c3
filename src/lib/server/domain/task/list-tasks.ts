import { Avatar } from '#lib/schemas/agent.ts';
import { TaskStatus, TaskType, type TaskListItem, type TaskQuery } from '#lib/schemas/task.ts';
import type { Db } from '#server/ports.ts';
import type { Actor } from '../actor.ts';

type Row = {
	id: string;
	title: string;
	type: string;
	status: string;
	agent_id: string;
	agent_name: string;
	avatar: string;
	created_at: Date;
	updated_at: Date;
};

/**
 * Newest first, a keyset page at a time: ids are UUIDv7, so their order is the order of creation. Text is
 * searched in title and instructions, without regard to case.
 */
export async function listTasks(
	deps: { db: Db },
	actor: Actor,
	query: TaskQuery
): Promise<{ items: TaskListItem[]; nextCursor: string | null }> {
	const rows = await deps.db.$queryRaw<Row[]>`
		select t.id, t.title, t.type, t.status, t.created_at, t.updated_at,
			a.id as agent_id, a.name as agent_name, a.avatar
		from tasks t join agents a on a.workspace_id = t.workspace_id and a.id = t.agent_id
		where t.workspace_id = ${actor.workspaceId}::uuid
			and (${query.cursor ?? null}::uuid is null or t.id < ${query.cursor ?? null}::uuid)
			and (${query.status ?? null}::text is null or t.status = ${query.status ?? null})
			and (${query.agentId ?? null}::uuid is null or t.agent_id = ${query.agentId ?? null}::uuid)
			and (${pattern(query.q)}::text is null or t.title ilike ${pattern(query.q)} or t.instructions ilike ${pattern(query.q)})
		order by t.id desc limit ${query.limit + 1}`;
	const items = rows.slice(0, query.limit).map(listItem);
	return { items, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}

function pattern(text: string | undefined): string | null {
	return text ? `%${text.replace(/[\\%_]/g, '\\$&')}%` : null;
}

function listItem(row: Row): TaskListItem {
	return {
		id: row.id,
		title: row.title,
		type: TaskType.parse(row.type),
		status: TaskStatus.parse(row.status),
		agent: { id: row.agent_id, name: row.agent_name, avatar: Avatar.parse(row.avatar) },
		createdAt: row.created_at.toISOString(),
		updatedAt: row.updated_at.toISOString()
	};
}
