import { failedBy } from '#server/errors.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Google, GoogleGrant } from '#server/ports/google.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Log } from '#server/ports/log.ts';
import type { Vault } from '#server/ports/vault.ts';
import { recordEvent } from '../event/record-event.ts';
import { lockConnection, type Connection } from './connection.ts';
import type { ConnectionHooks } from './connection-hooks.ts';
import { abilitiesOf } from './google-scopes.ts';
import { needReauth, revokedProblem, unreadableProblem } from './need-reauth.ts';
import { opened, sealed } from './stored-tokens.ts';

export type RefreshDeps = {
	db: Db;
	google: Google;
	vault: Vault;
	jobs: Jobs;
	log: Log;
	connectionHooks: ConnectionHooks;
};
/** `lost`: a person has to reconnect. */
export type Refreshed = { connection: Connection; token: string } | 'none' | 'lost';

/** Longer than one request to Google, which is made while the row is locked. */
const transaction = { maxWait: 10_000, timeout: 40_000 };

/**
 * A token that serves for five minutes at least: the stored one, or with `force` and when it is old, a new one. The row stays
 * locked meanwhile, so that of any number of processes one asks Google. Google's refusal of the grant turns the
 * connection to needs_reauth; every other VendorError is thrown and changes nothing.
 */
export function refreshConnection(
	deps: RefreshDeps,
	workspaceId: string,
	force: boolean
): Promise<Refreshed> {
	return deps.db.$transaction(async (tx) => {
		const connection = await lockConnection(tx, workspaceId);
		if (!connection || connection.status === 'disconnected') return 'none';
		if (!force && connection.status === 'needs_reauth') return 'lost';
		const stored = connection.fresh
			? opened(deps.vault, connection, 'access_token', connection.accessToken)
			: null;
		if (!force && stored !== null) return { connection, token: stored };
		const grant = await ask(deps, tx, connection);
		return grant ? { connection: await keep(deps, tx, connection, grant), token: grant.accessToken } : 'lost';
	}, transaction);
}

/** Null when the connection is over. */
async function ask(deps: RefreshDeps, tx: Tx, connection: Connection): Promise<GoogleGrant | null> {
	const refreshToken = opened(deps.vault, connection, 'refresh_token', connection.refreshToken);
	if (refreshToken === null) {
		const unreadable = connection.refreshToken !== null;
		if (unreadable)
			deps.log.error(
				{ integrationId: connection.id },
				'A stored token cannot be opened: wrong place or no key'
			);
		await needReauth(deps, tx, connection, unreadable ? unreadableProblem : revokedProblem);
		return null;
	}
	try {
		return await deps.google.refresh(refreshToken);
	} catch (error) {
		if (!failedBy('google', error) || error.code !== 'needs_reauth') throw error;
		await needReauth(deps, tx, connection, revokedProblem);
		return null;
	}
}

/** Never overwrites a refresh token with nothing; what Google says is granted now counts. */
async function keep(
	deps: RefreshDeps,
	tx: Tx,
	connection: Connection,
	grant: GoogleGrant
): Promise<Connection> {
	const { workspaceId, id } = connection;
	const refreshToken =
		grant.refreshToken && sealed(deps.vault, connection, 'refresh_token', grant.refreshToken);
	const scopes = grant.scopes.length > 0 ? grant.scopes : connection.scopes;
	await tx.integration.update({
		where: { workspaceId_id: { workspaceId, id } },
		data: {
			status: 'connected',
			problem: null,
			scopes,
			accessToken: sealed(deps.vault, connection, 'access_token', grant.accessToken),
			accessExpiresAt: grant.expiresAt,
			...(refreshToken && { refreshToken })
		}
	});
	if (connection.status === 'needs_reauth') await comeBack(deps, tx, connection, scopes);
	return { ...connection, status: 'connected', scopes };
}

async function comeBack(deps: RefreshDeps, tx: Tx, connection: Connection, scopes: string[]): Promise<void> {
	await deps.connectionHooks.back(deps.jobs, tx, connection.workspaceId, abilitiesOf(scopes));
	await recordEvent(tx, {
		workspaceId: connection.workspaceId,
		kind: 'integration.connected',
		data: { name: 'Google', message: `The connection of ${connection.accountEmail} works again.` }
	});
}
