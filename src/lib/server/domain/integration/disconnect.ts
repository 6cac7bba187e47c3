import { notFound } from '#server/errors.ts';
import type { Db, Google, Log, Tx, Vault } from '#server/ports.ts';
import { authorise, type Actor } from '../actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { lockConnection, type Connection } from './connection.ts';
import { revokeUnlessShared } from './revoke-grant.ts';
import { opened } from './stored-tokens.ts';
import { holdActions } from './hold-actions.ts';

type Deps = { db: Db; google: Google | null; vault: Vault; log: Log };

const notTold =
	'Google could not be told. To be sure, remove AgentForce under “Third-party apps” in the Google account, too.';

/** Longer than one request to Google, which is made while the row is locked. */
const transaction = { maxWait: 10_000, timeout: 40_000 };

/**
 * Ends the connection here and revokes it at Google; when Google does not answer, it ends here all the same and
 * the connection says so. What is approved waits until somebody connects again. Throws `forbidden`, `not_found`.
 */
export async function disconnect(deps: Deps, actor: Actor, id: string): Promise<void> {
	authorise(actor, 'manage workspace');
	await deps.db.$transaction(async (tx) => {
		const connection = await lockConnection(tx, actor.workspaceId);
		if (connection?.id !== id) throw notFound('connection');
		if (connection.status === 'disconnected') return;
		// First, so that it does not count as a workspace that still works with the account.
		await tx.$executeRaw`
			update integrations set status = 'disconnected', refresh_token = null, access_token = null,
				access_expires_at = null, scopes = '{}', problem = null
			where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid`;
		if (!(await revoked(deps, tx, connection)))
			await tx.$executeRaw`
				update integrations set problem = ${notTold}
				where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid`;
		await holdActions(tx, actor.workspaceId, 'connect');
		await recordEvent(tx, {
			workspaceId: actor.workspaceId,
			kind: 'integration.disconnected',
			actorId: actor.userId,
			data: { name: 'Google', message: connection.accountEmail }
		});
	}, transaction);
}

/** A connection that Google had already ended needs no revoking. */
async function revoked({ google, vault, log }: Deps, tx: Tx, connection: Connection): Promise<boolean> {
	if (connection.refreshToken === null) return true;
	const token = opened(vault, connection, 'refresh_token', connection.refreshToken);
	if (token === null || !google) return false;
	return revokeUnlessShared({ db: tx, google, log }, connection.accountId, token);
}
