import type { Tx } from '#server/ports/db.ts';

/** Those of these targets that an action of this workspace has reached before. */
export async function reachedBefore(tx: Tx, workspaceId: string, keys: string[]): Promise<Set<string>> {
	const rows = await tx.$queryRaw<{ key: string }[]>`
		select key from unnest(${[...new Set(keys)]}::text[]) as key
		where exists (
			select 1 from actions a
			where a.workspace_id = ${workspaceId}::uuid and a.status = 'succeeded' and a.targets @> array[key]
		)`;
	return new Set(rows.map(({ key }) => key));
}
