import type { Db, Tx } from '#server/ports/db.ts';
import type { Vault } from '#server/ports/vault.ts';
import { opened, placeOf } from './stored-tokens.ts';

type Row = { id: string; workspaceId: string; refreshToken: string | null; accessToken: string | null };
type Column = 'refresh_token' | 'access_token';
/** Counts of tokens. */
export type Rotated = { resealed: number; current: number; unreadable: number };

/**
 * Seals every stored token with the current key, so that an older one can be taken away. Safe to run while
 * everything runs and to run again: each row is locked for a moment.
 */
export async function rotateKeys(deps: { db: Db; vault: Vault }): Promise<Rotated> {
	const rotated: Rotated = { resealed: 0, current: 0, unreadable: 0 };
	const rows = await deps.db.integration.findMany({
		where: { OR: [{ refreshToken: { not: null } }, { accessToken: { not: null } }] },
		select: { id: true, workspaceId: true }
	});
	for (const { id, workspaceId } of rows)
		await deps.db.$transaction(async (tx) => {
			const row = await lockRow(tx, workspaceId, id);
			if (row) await resealRow(tx, deps.vault, row, rotated);
		});
	return rotated;
}

async function lockRow(tx: Tx, workspaceId: string, id: string): Promise<Row | null> {
	const [row] = await tx.$queryRaw<Row[]>`
		select id, workspace_id as "workspaceId", refresh_token as "refreshToken", access_token as "accessToken"
		from integrations where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid for update`;
	return row ?? null;
}

async function resealRow(tx: Tx, vault: Vault, row: Row, rotated: Rotated): Promise<void> {
	const anew = (column: Column, text: string | null): string | null => {
		const token = opened(vault, row, column, text);
		if (text === null) return null;
		if (token === null) rotated.unreadable++;
		else if (vault.isCurrent(text)) rotated.current++;
		else {
			rotated.resealed++;
			return vault.seal(token, placeOf(row, column));
		}
		return text;
	};
	const refreshToken = anew('refresh_token', row.refreshToken);
	const accessToken = anew('access_token', row.accessToken);
	await tx.integration.update({
		where: { workspaceId_id: { workspaceId: row.workspaceId, id: row.id } },
		data: { refreshToken, accessToken }
	});
}
