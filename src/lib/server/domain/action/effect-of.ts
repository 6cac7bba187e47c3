import type { Google, JsonObject, Webhooks } from '#server/ports.ts';
import { accessToken, type AccessTokenDeps } from '../integration/access-token.ts';
import type { Timings } from '../run/lease.ts';
import type { ActionClaim } from './claim-action.ts';
import type { Effect, EffectDeps, KindModule } from './kind.ts';
import { readBook } from './read-book.ts';

export type VendorDeps = AccessTokenDeps & {
	webhooks: Webhooks;
	timings: Timings;
	/** Whose effects these are: its name is in what the vendor keeps. */
	config: { origin: string };
};

export type Access = { token: string; accountId: string | null; accountEmail: string };
const noAccess: Access = { token: '', accountId: null, accountEmail: '' };

/** The token of the connected account; nothing for kinds that need none. Throws NoConnection and GoogleError. */
export async function accessFor(
	deps: VendorDeps,
	{ workspaceId }: ActionClaim,
	{ needs }: KindModule
): Promise<Access> {
	return needs ? accessToken(deps, { workspaceId, ability: needs }) : noAccess;
}

export function effectDeps({ google, webhooks, timings }: VendorDeps): EffectDeps {
	// Without Google there is no token, so no kind that needs it comes this far.
	return { google: google as Google, webhooks, effectLagSeconds: timings.effectLagSeconds };
}

/** One effect of these very bytes keeps its key on every try, wherever this installation has moved meanwhile. */
export async function effectOf(
	deps: VendorDeps,
	claim: ActionClaim,
	access: Access
): Promise<Effect<JsonObject | null>> {
	const stem = `${claim.id}.${claim.approvedHash.slice(0, 12)}`;
	const known = claim.effectKey?.startsWith(`${stem}@`) ? claim.effectKey : null;
	return {
		actionId: claim.id,
		workspaceId: claim.workspaceId,
		key: known ?? `${stem}@${new URL(deps.config.origin).hostname}`,
		accessToken: access.token,
		accountEmail: access.accountEmail,
		prepared: known ? (claim.prepared as JsonObject | null) : null,
		sentSecondsAgo: claim.sentSecondsAgo ?? 0,
		book: await readBook(deps.db, claim.workspaceId)
	};
}
