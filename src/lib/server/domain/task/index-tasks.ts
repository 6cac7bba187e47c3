import type { Db, Tx } from '#server/ports/db.ts';
import { searchWords } from './search-words.ts';

/** No transaction lives this long, so by then every lower event id is there or never comes. */
const settleSeconds = 60;
const eventsAtOnce = 5_000;
const tasksAtOnce = 200;
const mostBatches = 20;

type Found = {
	workspaceId: string;
	taskId: string;
	upToEvent: string;
	/** Title, instructions, recipients, results, and what the agent wanted to do with whom. */
	texts: string[];
};

/**
 * Lets tasks be found by what has been written since they were given: results and proposals, with the people in them.
 * Dry runs are found by nobody. It follows the events, so that no statement on the way of a task waits for an index. Run it as often as you like,
 * anywhere: one indexes at a time.
 */
export async function indexTasks({ db }: { db: Db }): Promise<void> {
	for (let batch = 0; batch < mostBatches; batch++) {
		const left = await db.$transaction(indexSome);
		if (!left) return;
	}
}

/** Answers whether more may be there at once. */
async function indexSome(tx: Tx): Promise<boolean> {
	const [position] = await tx.$queryRaw<{ settled: string }[]>`
		select settled_id::text as settled from event_positions where reader = 'search' for update skip locked`;
	if (!position) return false;
	const { found, read, through } = await readChanged(tx, position.settled);
	await write(tx, found);
	if (found.length === tasksAtOnce) return true;
	return (await moveOn(tx, through)) && read === eventsAtOnce;
}

type Changed = { found: Found[]; read: number; through: string };

async function readChanged(tx: Tx, settled: string): Promise<Changed> {
	const [row] = await tx.$queryRaw<[{ changed: string }]>`
		with chunk as materialized (
			select id, kind, workspace_id, task_id from events where id > ${settled}::bigint order by id limit ${eventsAtOnce}
		), changed as materialized (
			select e.workspace_id, e.task_id, max(e.id) as up_to
			from chunk e
			join tasks t on t.workspace_id = e.workspace_id and t.id = e.task_id and not t.dry_run
			left join task_search s on s.workspace_id = e.workspace_id and s.task_id = e.task_id
			where s.task_id is null
				or (e.id > s.up_to_event and e.kind not in ('task.created', 'task.started'))
			group by e.workspace_id, e.task_id order by up_to limit ${tasksAtOnce}
		), found as (
			select t.workspace_id as "workspaceId", t.id as "taskId", c.up_to::text as "upToEvent",
				array[t.title, t.instructions] || t.recipients || array(
					select concat_ws(' ', r.result ->> 'summary', r.result ->> 'deliverable') from runs r
					where r.workspace_id = t.workspace_id and r.task_id = t.id and r.result is not null
				) || array(
					select concat_ws(' ', a.title, a.snippet, array_to_string(a.targets, ' '), a.payload ->> 'body')
					from actions a where a.workspace_id = t.workspace_id and a.task_id = t.id
				) as texts
			from changed c join tasks t on t.workspace_id = c.workspace_id and t.id = c.task_id
		)
		select json_build_object('found', (select coalesce(json_agg(found), '[]') from found),
			'read', (select count(*) from chunk),
			'through', (select coalesce(max(id), ${settled}::bigint) from chunk)::text)::text as changed`;
	return JSON.parse(row.changed) as Changed;
}

async function write(tx: Tx, found: Found[]): Promise<void> {
	const rows = found.map(({ texts, ...row }) => ({ ...row, words: searchWords(row.workspaceId, texts) }));
	if (rows.length === 0) return;
	await tx.$executeRaw`
		insert into task_search (workspace_id, task_id, words, up_to_event)
		select "workspaceId", "taskId", array_to_tsvector(words), "upToEvent"
		from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
			as row("workspaceId" uuid, "taskId" uuid, words text[], "upToEvent" bigint)
		on conflict (workspace_id, task_id) do update
			set words = excluded.words, up_to_event = excluded.up_to_event`;
}

/** What settles has just been read, after the last transaction that could add to it. Answers whether anything did. */
async function moveOn(tx: Tx, through: string): Promise<boolean> {
	const moved = await tx.$executeRaw`
		update event_positions set settled_id = least(pending_id, ${through}::bigint),
			pending_at = case when pending_id <= ${through}::bigint then now() else pending_at end,
			pending_id = case when pending_id <= ${through}::bigint
				then (select coalesce(max(id), 0) from events) else pending_id end
		where reader = 'search' and pending_at < now() - make_interval(secs => ${settleSeconds})
			and least(pending_id, ${through}::bigint) >= settled_id`;
	return moved > 0;
}
