import type { Db } from '#server/ports/db.ts';
import type { Vault } from '#server/ports/vault.ts';
import { readConnection } from './connection.ts';
import { opened } from './stored-tokens.ts';

/**
 * Google has answered 401 to a token that should still serve, as after a revocation: the next one who needs a
 * token asks for a new one, and then Google says whether the connection is over. A newer token stays.
 */
export async function forgetAccessToken(
	deps: { db: Db; vault: Vault },
	{ workspaceId, token }: { workspaceId: string; token: string }
): Promise<void> {
	const connection = await readConnection(deps.db, workspaceId);
	if (!connection || opened(deps.vault, connection, 'access_token', connection.accessToken) !== token) return;
	await deps.db.$executeRaw`
		update integrations set access_token = null, access_expires_at = null
		where workspace_id = ${workspaceId}::uuid and id = ${connection.id}::uuid
			and access_token = ${connection.accessToken}`;
}
