import type { JsonObject } from '#server/ports/db.ts';
import { readBook } from '../address-book/read-book.ts';
import type { ConnectDeps, Connected } from '../connection/connect.ts';
import type { Timings } from '../ledger/lease.ts';
import type { ActionClaim } from './claim-action.ts';
import type { Effect, EffectDeps } from './kind.ts';

export type VendorDeps = ConnectDeps & {
	timings: Timings;
	/** Whose effects these are: its name is in what the vendor keeps. */
	config: { origin: string };
};

export function effectDeps({ timings }: VendorDeps, { client }: Connected<unknown>): EffectDeps<unknown> {
	return { client, effectLagSeconds: timings.effectLagSeconds };
}

/** One effect of these very bytes keeps its key on every try, wherever this installation has moved meanwhile. */
export async function effectOf(deps: VendorDeps, claim: ActionClaim): Promise<Effect<JsonObject | null>> {
	const stem = `${claim.id}.${claim.approvedHash.slice(0, 12)}`;
	const known = claim.effectKey?.startsWith(`${stem}@`) ? claim.effectKey : null;
	return {
		actionId: claim.id,
		workspaceId: claim.workspaceId,
		key: known ?? `${stem}@${new URL(deps.config.origin).hostname}`,
		prepared: known ? (claim.prepared as JsonObject | null) : null,
		sentSecondsAgo: claim.sentSecondsAgo ?? 0,
		book: await readBook(deps.db, claim.workspaceId)
	};
}
