import type { TaskListItem, TaskQuery } from '#lib/schemas/task.ts';
import { sql } from '#server/db/sql.ts';
import type { Db, Sql } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { isoTime } from './run-view.ts';
import { searchQuery } from './search-words.ts';

type Deps = { db: Db };
type Page = { items: TaskListItem[]; nextCursor: string | null };

/**
 * Newest first, a keyset page at a time, dry runs left out, which their workflow shows: ids are UUIDv7, so their order is the order of creation. `q` finds what has
 * words that begin with its words: in title, instructions, recipients, results and proposals. The page comes as one
 * text of JSON: handing over five hundred values one by one costs several times as much as reading them.
 */
export async function listTasks({ db }: Deps, actor: Actor, query: TaskQuery): Promise<Page> {
	authorise(actor, 'view');
	const wanted = query.q ? searchQuery(actor.workspaceId, query.q) : '';
	if (wanted === null) return { items: [], nextCursor: null };
	const tasks = wanted ? found(actor.workspaceId, query, wanted) : newest(actor.workspaceId, query);
	const [row] = await db.$queryRaw<[{ tasks: string }]>`
		select coalesce(json_agg(item order by item.id desc), '[]')::text as tasks from (
			select task.id, task.title, task.type, task.status, task.created_at as "createdAt",
				task.updated_at as "updatedAt", json_build_object('id', a.id, 'name', a.name, 'avatar', a.avatar) as agent
			from (${tasks} order by t.id desc limit ${query.limit + 1}) task
			join agents a on a.workspace_id = task.workspace_id and a.id = task.agent_id
		) item`;
	const rows = JSON.parse(row.tasks) as Row[];
	const items = rows.slice(0, query.limit).map(listItem);
	return { items, nextCursor: rows.length > query.limit ? (items.at(-1)?.id ?? null) : null };
}

function newest(workspaceId: string, query: TaskQuery): Sql {
	return sql`select t.* from tasks t where t.workspace_id = ${workspaceId}::uuid and ${narrowed(query)}`;
}

function narrowed({ cursor, status, agentId }: TaskQuery): Sql {
	return sql`not t.dry_run and (${cursor ?? null}::uuid is null or t.id < ${cursor ?? null}::uuid)
		and (${status ?? null}::text is null or t.status = ${status ?? null})
		and (${agentId ?? null}::uuid is null or t.agent_id = ${agentId ?? null}::uuid)`;
}

/** So many of the newest are looked through one by one before the index is asked. */
const looked = 4_000;

/**
 * A word that many tasks have is found among the newest at once, where the index would give all that have it to be
 * sorted; a rare one is found by the index at once, where one would look through everything.
 */
function found(workspaceId: string, query: TaskQuery, wanted: string): Sql {
	const { cursor = null, status, agentId, limit } = query;
	const full = limit + 1;
	const searched = sql`tasks t join task_search s on s.workspace_id = t.workspace_id and s.task_id = t.id
		where t.workspace_id = ${workspaceId}::uuid and ${narrowed(query)}`;
	// Task by task: with all tasks beside them, in order, the planner would read the million to meet a few.
	const fitting = sql`cross join lateral (
		select from tasks t where t.workspace_id = ${workspaceId}::uuid and t.id = task_id and ${narrowed(query)} offset 0
	) fits`;
	return sql`
		with near as materialized (
			select id from (select t.id, s.words from ${searched} order by t.id desc limit ${looked}) newest
			where words @@ ${wanted}::tsquery order by id desc limit ${full}
		), hits as materialized (
			select task_id from task_search
			where workspace_id = ${workspaceId}::uuid and words @@ ${wanted}::tsquery
				and (${cursor}::uuid is null or task_id < ${cursor}::uuid) and (select count(*) from near) < ${full}
		), far as materialized (
			select task_id as id from hits ${status || agentId ? fitting : sql``} order by task_id desc limit ${full}
		)
		select t.* from (select id from near union select id from far) one
		join tasks t on t.workspace_id = ${workspaceId}::uuid and t.id = one.id`;
}

/** As Postgres says it: status, type and avatar are checked there, and by the procedure's output. */
type Row = TaskListItem;

function listItem(row: Row): TaskListItem {
	return { ...row, createdAt: isoTime(row.createdAt), updatedAt: isoTime(row.updatedAt) };
}
