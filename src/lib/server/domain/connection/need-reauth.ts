import type { Tx } from '#server/ports/db.ts';
import { recordEvent } from '../event/record-event.ts';
import type { Connection } from './connection.ts';
import type { ConnectionHooks } from './connection-hooks.ts';

export const revokedProblem = 'Google no longer accepts this connection.';
export const unreadableProblem = 'The stored connection cannot be opened any more.';

/**
 * The connection works no more until a person reconnects; told once. Tokens that Google refused are forgotten,
 * ones that only cannot be opened are kept: the right key may come back.
 */
export async function needReauth(
	{ connectionHooks }: { connectionHooks: ConnectionHooks },
	tx: Tx,
	connection: Connection,
	problem: string
): Promise<void> {
	const gone = problem === revokedProblem;
	await tx.$executeRaw`
		update integrations set status = 'needs_reauth', problem = ${problem}, checked_at = now(),
			access_token = null, access_expires_at = null,
			refresh_token = case when ${gone} then null else refresh_token end
		where workspace_id = ${connection.workspaceId}::uuid and id = ${connection.id}::uuid`;
	if (connection.status === 'needs_reauth') return;
	await connectionHooks.lost(tx, connection.workspaceId);
	await recordEvent(tx, {
		workspaceId: connection.workspaceId,
		kind: 'integration.needs_reauth',
		data: { name: 'Google', message: `${problem} ${connection.accountEmail} has to be connected again.` }
	});
}
