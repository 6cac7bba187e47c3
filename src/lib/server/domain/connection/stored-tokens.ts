import type { SecretPlace, Vault } from '#server/ports/vault.ts';

type Column = 'refresh_token' | 'access_token';
type Row = { id: string; workspaceId: string };

/** A token opens in its own row and column only. */
export function placeOf(row: Row, column: Column): SecretPlace {
	return { workspaceId: row.workspaceId, table: 'integrations', rowId: row.id, column };
}

export function sealed(vault: Vault, row: Row, column: Column, token: string): string {
	return vault.seal(token, placeOf(row, column));
}

/** Null when there is none, or when it cannot be opened: moved, changed, or its key is gone. */
export function opened(vault: Vault, row: Row, column: Column, text: string | null): string | null {
	if (text === null) return null;
	try {
		return vault.open(text, placeOf(row, column));
	} catch {
		return null;
	}
}
