import { notFound } from '#server/errors.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Google } from '#server/ports/google.ts';
import type { Log } from '#server/ports/log.ts';
import type { Vault } from '#server/ports/vault.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { lockConnection, type Connection } from '../connection/connection.ts';
import { holdActions } from '../action/held-actions.ts';
import { revokeUnlessShared } from '../connection/revoke-grant.ts';
import { opened } from '../connection/stored-tokens.ts';

type Deps = { db: Db; google: Google | null; vault: Vault; log: Log };

const notTold =
	'Google has not confirmed that the permission is gone. To be sure, remove AgentForce under “Third-party apps” in the Google account, too.';

/**
 * Ends the connection here and revokes it at Google; when Google does not answer, it ends here all the same and
 * the connection says so. What is approved waits until somebody connects again. Throws `forbidden`, `not_found`.
 */
export async function disconnect(deps: Deps, actor: Actor, id: string): Promise<void> {
	authorise(actor, 'manage connections');
	const { workspaceId } = actor;
	const ended = await deps.db.$transaction((tx) => end(tx, actor, id));
	// Only now: whoever leaves the same account at this moment sees that this workspace works with it no more.
	if (ended === null || !(await revoked(deps, ended))) return;
	await deps.db.$executeRaw`
		update integrations set problem = null
		where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid and status = 'disconnected'`;
}

/** The connection as it was; null when it has ended before. */
async function end(tx: Tx, actor: Actor, id: string): Promise<Connection | null> {
	const { workspaceId } = actor;
	const connection = await lockConnection(tx, workspaceId);
	if (connection?.id !== id) throw notFound('connection');
	if (connection.status === 'disconnected') return null;
	// What is true should this process die before Google knows.
	const problem = connection.refreshToken === null ? null : notTold;
	await tx.$executeRaw`
		update integrations set status = 'disconnected', refresh_token = null, access_token = null,
			access_expires_at = null, scopes = '{}', problem = ${problem}
		where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`;
	await holdActions(tx, workspaceId, 'connect');
	await recordEvent(tx, {
		workspaceId,
		kind: 'integration.disconnected',
		by: actor.by,
		data: { name: 'Google', message: connection.accountEmail }
	});
	return connection;
}

/** A connection that Google had already ended needs no revoking. */
async function revoked({ db, google, vault, log }: Deps, connection: Connection): Promise<boolean> {
	if (connection.refreshToken === null) return true;
	const token = opened(vault, connection, 'refresh_token', connection.refreshToken);
	if (token === null || !google) return false;
	return revokeUnlessShared({ db, google, log }, connection.accountId, token);
}
