import type { Db } from '#server/ports/db.ts';
import type { GoogleClient } from '#server/ports/google.ts';
import type { Timings } from '../../../ledger/lease.ts';

/** The rows of one spreadsheet whose metadata is still beside them. The conditions are those of actions_marks_idx. */
export type Sheet = { workspaceId: string; spreadsheetId: string };
type RowMetadata = { id: string; metadataId: number };

/** It is proof that its row is there, and keeps a request that arrives late from adding it again. */
export const daysKept = 7;
/** A third of what Google keeps, if nobody else leaves anything there. */
export const rowMetadataKept = 400;

/** As many as one request takes. */
export const rowMetadataAtOnce = 500;

/** The spreadsheets in which something is to be forgotten. */
export async function spreadsheetsDue(db: Db, workspaceId: string): Promise<string[]> {
	const rows = await db.$queryRaw<{ id: string }[]>`
		select prepared ->> 'spreadsheetId' as id from actions
		where workspace_id = ${workspaceId}::uuid and kind = 'sheets.appendRow' and status in ('succeeded', 'failed')
			and effect_at is not null and prepared -> 'forgottenAt' is null
		group by 1
		having count(*) > ${rowMetadataKept} or min(finished_at) < now() - make_interval(days => ${daysKept})`;
	return rows.map(({ id }) => id);
}

/**
 * The oldest beyond `keep`, and those older than `days`. While a request of an action that got no answer might
 * still arrive at Google, the action's metadata stays: it is what Google refuses that request by.
 */
export async function forgettable(
	{ db, timings }: { db: Db; timings: Timings },
	{ workspaceId, spreadsheetId }: Sheet,
	{ keep, days }: { keep: number; days: number }
): Promise<RowMetadata[]> {
	return db.$queryRaw<RowMetadata[]>`
		with settled as (
			select id, finished_at, effect_at, (prepared ->> 'metadataId')::int as "metadataId",
				row_number() over (order by finished_at desc, id desc) as nth
			from actions
			where workspace_id = ${workspaceId}::uuid and kind = 'sheets.appendRow' and status in ('succeeded', 'failed')
				and effect_at is not null and prepared -> 'forgottenAt' is null
				and prepared ->> 'spreadsheetId' = ${spreadsheetId}
		)
		select s.id, s."metadataId" from settled s
		where (s.nth > ${keep} or s.finished_at < now() - make_interval(days => ${days}))
			and (s.effect_at < now() - make_interval(secs => ${10 * timings.effectLagSeconds}) or not exists (
				select 1 from action_attempts t
				where t.workspace_id = ${workspaceId}::uuid and t.action_id = s.id and t.purpose = 'effect'
					and t.outcome in ('sent', 'unknown')
			))
		order by s.finished_at, s.id limit ${rowMetadataAtOnce}`;
}

/** At Google first: whoever dies between the two asks Google once more, and that is no failure. */
export async function forget(
	{ db, client }: { db: Db; client: GoogleClient },
	{ workspaceId, spreadsheetId }: Sheet,
	rows: RowMetadata[]
): Promise<void> {
	const metadataIds = rows.map(({ metadataId }) => metadataId);
	await client.forgetMetadata(spreadsheetId, metadataIds);
	const ids = rows.map(({ id }) => id);
	await db.$executeRaw`
		update actions set prepared = jsonb_set(prepared, '{forgottenAt}', to_jsonb(clock_timestamp()))
		where workspace_id = ${workspaceId}::uuid and id = any(${ids}::uuid[]) and status in ('succeeded', 'failed')`;
}

/** Somebody else has made room since this action's request left. */
export async function hasRoomSince(
	db: Db,
	{ workspaceId, spreadsheetId, id }: Sheet & { id: string }
): Promise<boolean> {
	const [row] = await db.$queryRaw<[{ made: boolean }]>`
		select exists (
			select 1 from actions a
			join actions mine on mine.workspace_id = a.workspace_id and mine.id = ${id}::uuid
			where a.workspace_id = ${workspaceId}::uuid and a.prepared ->> 'spreadsheetId' = ${spreadsheetId}
				and (a.prepared ->> 'forgottenAt')::timestamptz > mine.effect_at
		) as made`;
	return row.made;
}
