import type { GoogleAbility } from '#lib/schemas/integration.ts';
import type { Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';

/** What else has to happen, in the same transaction, when a connection is lost or works again: floors above know. */
export type ConnectionHooks = {
	lost(tx: Tx, workspaceId: string): Promise<void>;
	back(jobs: Jobs, tx: Tx, workspaceId: string, abilities: readonly GoogleAbility[]): Promise<void>;
};
