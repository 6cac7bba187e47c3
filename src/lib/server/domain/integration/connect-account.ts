import type { ConnectProblem } from '#lib/schemas/integration.ts';
import { GoogleAbility } from '#lib/schemas/integration.ts';
import { newId } from '#server/ids.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Google, GoogleGrant } from '#server/ports/google.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Log } from '#server/ports/log.ts';
import type { Vault } from '#server/ports/vault.ts';
import { voidApprovals } from '../action/void-approvals.ts';
import { userIdOf, type Actor } from '../access/actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { lockConnection, type Connection } from '../connection/connection.ts';
import { abilitiesOf } from '../connection/google-scopes.ts';
import { revokeUnlessShared } from '../connection/revoke-grant.ts';
import { askToLook } from '../address-book/outlines.ts';
import { readBook } from '../address-book/read-book.ts';
import { opened, sealed } from '../connection/stored-tokens.ts';
import { kindsNeeding, wakeHeldActions } from '../action/held-actions.ts';

type Deps = { db: Db; google: Google; vault: Vault; jobs: Jobs; log: Log };
type Grant = GoogleGrant & { account: NonNullable<GoogleGrant['account']> };

/**
 * Keeps what Google granted as the workspace's connection. With the same account as before, held actions go on;
 * with another one, what was approved for the old one has to be decided again.
 */
export async function connectAccount(deps: Deps, actor: Actor, grant: Grant): Promise<ConnectProblem | null> {
	const outcome = await deps.db.$transaction(async (tx) => {
		// Two first connections at once would both find none.
		await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('integration:' || ${actor.workspaceId}, 0))`;
		const before = await lockConnection(tx, actor.workspaceId);
		const refreshToken = grant.refreshToken ?? keptToken(deps.vault, before, grant);
		if (refreshToken === null) return 'no_lasting' as const;
		await keep(deps, tx, actor, before, { ...grant, refreshToken });
		await settleActions(deps.jobs, tx, actor.workspaceId, before, grant);
		await recordEvent(tx, {
			workspaceId: actor.workspaceId,
			kind: 'integration.connected',
			by: actor.by,
			data: { name: 'Google', message: grant.account.email }
		});
		return { replaced: before && before.accountId !== grant.account.id ? before : null };
	});
	if (outcome === 'no_lasting') return outcome;
	if (outcome.replaced) await revokeReplaced(deps, outcome.replaced);
	return null;
}

/** Google sends a refresh token not every time; the old one serves on, but never for another account. */
function keptToken(vault: Vault, before: Connection | null, { account }: Grant): string | null {
	if (before?.accountId !== account.id) return null;
	return opened(vault, before, 'refresh_token', before.refreshToken);
}

async function keep(
	{ vault }: Deps,
	tx: Tx,
	actor: Actor,
	before: Connection | null,
	grant: Grant & { refreshToken: string }
): Promise<void> {
	const row = { id: before?.id ?? newId(), workspaceId: actor.workspaceId };
	const data = {
		status: 'connected',
		accountId: grant.account.id,
		accountEmail: grant.account.email,
		scopes: grant.scopes,
		refreshToken: sealed(vault, row, 'refresh_token', grant.refreshToken),
		accessToken: sealed(vault, row, 'access_token', grant.accessToken),
		accessExpiresAt: grant.expiresAt,
		problem: null,
		connectedById: userIdOf(actor),
		connectedAt: new Date(),
		checkedAt: new Date()
	};
	await tx.integration.upsert({
		where: { workspaceId_id: { workspaceId: row.workspaceId, id: row.id } },
		create: { ...row, vendor: 'google', ...data },
		update: data
	});
}

async function settleActions(
	jobs: Jobs,
	tx: Tx,
	workspaceId: string,
	before: Connection | null,
	{ account, scopes }: Grant
): Promise<void> {
	// An approval is for the account that its page named, the last one that was connected, even if it was given while that
	// was disconnected. Only what waited for the first connection named none, and is for whichever comes.
	if (before && before.accountId !== account.id) {
		const message = `Another Google account is connected now (${account.email}), so this has to be approved again.`;
		await voidApprovals(tx, { workspaceId, kinds: kindsNeeding(GoogleAbility.options), message });
	}
	await wakeHeldActions(jobs, tx, workspaceId, abilitiesOf(scopes));
	await askToLook(jobs, tx, workspaceId, await readBook(tx, workspaceId));
}

async function revokeReplaced(deps: Deps, before: Connection): Promise<void> {
	const token = opened(deps.vault, before, 'refresh_token', before.refreshToken);
	if (token !== null) await revokeUnlessShared(deps, before.accountId, token);
}
