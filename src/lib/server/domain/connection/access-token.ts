import { googleAbilities } from '#lib/google-abilities.ts';
import type { GoogleAbility } from '#lib/schemas/integration.ts';
import type { Db } from '#server/ports/db.ts';
import type { Google } from '#server/ports/google.ts';
import { readConnection, type Connection } from './connection.ts';
import { abilitiesOf } from './google-scopes.ts';
import { NoConnection } from './no-connection.ts';
import { refreshConnection, type RefreshDeps, type Refreshed } from './refresh-connection.ts';
import { opened } from './stored-tokens.ts';

export type AccessTokenDeps = Omit<RefreshDeps, 'google'> & { google: Google | null };
export type Access = { google: Google; token: string; accountId: string; accountEmail: string };

/** Who waits in this process for the same refresh: one of them holds a connection to the database, not all. */
const underway = new WeakMap<Db, Map<string, Promise<Refreshed>>>();

/**
 * A token of the workspace's Google account that serves for five minutes at least, refreshed when it has to be.
 * Throws NoConnection when a person has to do something first, and VendorError when Google cannot be asked now.
 */
export async function accessToken(
	deps: AccessTokenDeps,
	{ workspaceId, ability }: { workspaceId: string; ability: GoogleAbility }
): Promise<Access> {
	if (!deps.google)
		throw new NoConnection(
			'not_connected',
			'Google cannot be reached from this installation: it has no keys for it.'
		);
	const found = await currentToken({ ...deps, google: deps.google }, workspaceId);
	if (found === 'none') throw new NoConnection('not_connected', 'Google is not connected yet.');
	if (found === 'lost')
		throw new NoConnection(
			'needs_reauth',
			'Google no longer accepts the connection. Reconnect it under Integrations.'
		);
	const { connection, token } = found;
	if (!abilitiesOf(connection.scopes).includes(ability))
		throw new NoConnection('missing_scope', googleAbilities[ability].missing);
	const { accountId, accountEmail } = connection;
	return { google: deps.google, token, accountId, accountEmail };
}

async function currentToken(deps: RefreshDeps, workspaceId: string): Promise<Refreshed> {
	const connection = await readConnection(deps.db, workspaceId);
	const token = connection && storedToken(deps, connection);
	return connection && token ? { connection, token } : refreshOnce(deps, workspaceId);
}

/** Nearly always there: then nobody waits for a lock. */
function storedToken({ vault }: RefreshDeps, connection: Connection): string | null {
	if (connection.status !== 'connected' || !connection.fresh) return null;
	return opened(vault, connection, 'access_token', connection.accessToken);
}

function refreshOnce(deps: RefreshDeps, workspaceId: string): Promise<Refreshed> {
	const mine = underway.get(deps.db) ?? new Map<string, Promise<Refreshed>>();
	underway.set(deps.db, mine);
	const before = mine.get(workspaceId);
	if (before) return before;
	const refreshing = refreshConnection(deps, workspaceId, false).finally(() => mine.delete(workspaceId));
	mine.set(workspaceId, refreshing);
	return refreshing;
}
