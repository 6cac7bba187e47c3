import type { IntegrationStatus } from '#lib/schemas/integration.ts';
import type { Tx } from '#server/ports/db.ts';

/** A connection as it is kept; the tokens are sealed. */
export type Connection = {
	id: string;
	workspaceId: string;
	status: IntegrationStatus;
	accountId: string;
	accountEmail: string;
	scopes: string[];
	refreshToken: string | null;
	accessToken: string | null;
	/** Google's token still serves for the next five minutes, by the database's clock. */
	fresh: boolean;
};

/**
 * The workspace's connection to Google, locked until the transaction ends: of many who want to refresh it, in
 * whatever process, one does and the others find it done.
 */
export async function lockConnection(tx: Tx, workspaceId: string): Promise<Connection | null> {
	await tx.$queryRaw`
		select id from integrations where workspace_id = ${workspaceId}::uuid and vendor = 'google' for update`;
	return readConnection(tx, workspaceId);
}

/** The same without the lock, for a look. */
export async function readConnection(tx: Tx, workspaceId: string): Promise<Connection | null> {
	const [row] = await tx.$queryRaw<Connection[]>`
		select id, workspace_id as "workspaceId", status, account_id as "accountId", account_email as "accountEmail",
			scopes, refresh_token as "refreshToken", access_token as "accessToken",
			coalesce(access_expires_at > now() + interval '5 minutes', false) as fresh
		from integrations
		where workspace_id = ${workspaceId}::uuid and vendor = 'google'`;
	return row ?? null;
}
