import type { Tx } from '#server/ports/db.ts';

/**
 * Lets rest who the plan has no room for, the last hired first, and puts back to work who it has room for again.
 * Nobody is archived. `keep` is whom the owner has chosen. Answers how many rest.
 */
export async function fitAgents(
	tx: Tx,
	workspaceId: string,
	allowed: number | null,
	keep: readonly string[] = []
): Promise<number> {
	const [{ resting }] = await tx.$queryRaw<[{ resting: number }]>`
		with placed as (
			select id, row_number() over (
				order by id = any(${[...keep]}::uuid[]) desc, held_from is not null, id
			) <= coalesce(${allowed}::int, 2147483647) as fits
			from agents where workspace_id = ${workspaceId}::uuid and status <> 'archived'
		), moved as (
			update agents a set
				status = case when placed.fits then a.held_from else 'paused' end,
				held_from = case when placed.fits then null else a.status end,
				updated_at = now()
			from placed
			where a.workspace_id = ${workspaceId}::uuid and a.id = placed.id and placed.fits = (a.held_from is not null)
			returning a.id, a.held_from
		), released as (
			update runs r set admitted = false from tasks t, moved
			where r.workspace_id = ${workspaceId}::uuid and r.status = 'queued' and r.admitted
				and t.workspace_id = r.workspace_id and t.id = r.task_id and t.agent_id = moved.id
				and moved.held_from is not null
		)
		select count(*) filter (where not fits)::int as resting from placed`;
	return resting;
}
