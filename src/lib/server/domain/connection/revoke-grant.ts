import { failedBy } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import type { Google } from '#server/ports/google.ts';
import type { Log } from '#server/ports/log.ts';

/**
 * Takes our permission back at Google. It is one per account, whoever asked for it: while another workspace
 * works with the same account, it stays. False when Google could not be told.
 */
export async function revokeUnlessShared(
	deps: { db: Db; google: Google; log: Log },
	accountId: string | null,
	token: string
): Promise<boolean> {
	try {
		if (accountId === null || !(await isInUse(deps.db, accountId))) await deps.google.revoke(token);
		return true;
	} catch (error) {
		if (!failedBy('google', error)) throw error;
		deps.log.warn({ code: error.code, status: error.status }, 'A permission could not be revoked at Google');
		return false;
	}
}

async function isInUse(db: Db, accountId: string): Promise<boolean> {
	const count = await db.integration.count({
		where: { vendor: 'google', accountId, status: 'connected' },
		take: 1
	});
	return count > 0;
}
