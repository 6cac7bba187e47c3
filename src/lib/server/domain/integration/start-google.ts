import { createHash, randomBytes } from 'node:crypto';
import { firstAbilities } from '#lib/google-abilities.ts';
import type { GoogleAbility } from '#lib/schemas/integration.ts';
import { DomainError } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import type { Google } from '#server/ports/google.ts';
import type { SecretPlace, Vault } from '#server/ports/vault.ts';
import { authorise, memberOf, type Actor } from '../access/actor.ts';
import { abilitiesOf, scopesFor } from '../connection/google-scopes.ts';

export type StartGoogle = {
	/** What is needed now; null for a first connection, which asks for all and lets the person choose. */
	ability: GoogleAbility | null;
	/** A path on this site that has been checked (safe-next). */
	returnTo: string;
	redirectUri: string;
};

/** What the browser carries is not kept: who reads the table cannot finish somebody's consent. */
export function stateId(state: string): string {
	return createHash('sha256').update(state).digest('hex');
}

export function verifierPlace(workspaceId: string, id: string): SecretPlace {
	return { workspaceId, table: 'oauth_states', rowId: id, column: 'code_verifier' };
}

/**
 * Begins a consent and answers Google's address for it. It is for this person in this workspace, once, within
 * ten minutes. Throws `forbidden`, `not_configured`.
 */
export async function startGoogle(
	deps: { db: Db; google: Google | null; vault: Vault },
	actor: Actor,
	{ ability, returnTo, redirectUri }: StartGoogle
): Promise<string> {
	authorise(actor, 'manage connections');
	if (!deps.google) throw notConfigured();
	const { scopes, loginHint } = await whatToAsk(deps.db, actor.workspaceId, ability);
	const [state, verifier] = [secret(), secret()];
	const id = stateId(state);
	const sealed = deps.vault.seal(verifier, verifierPlace(actor.workspaceId, id));
	await deps.db.$executeRaw`
		insert into oauth_states (id, workspace_id, user_id, vendor, code_verifier, return_to, expires_at)
		values (${id}, ${actor.workspaceId}::uuid, ${memberOf(actor)}::uuid, 'google', ${sealed}, ${returnTo},
			now() + interval '10 minutes')`;
	const codeChallenge = createHash('sha256').update(verifier).digest('base64url');
	await forgetOlder(deps.db, memberOf(actor));
	return deps.google.authorizeUrl({ state, codeChallenge, scopes, redirectUri, loginHint });
}

/** Who starts over and over finishes one of the last. */
async function forgetOlder(db: Db, userId: string): Promise<void> {
	await db.$executeRaw`
		delete from oauth_states where id in (
			select id from oauth_states where user_id = ${userId}::uuid order by expires_at desc offset 20
		)`;
}

export function notConfigured(): DomainError {
	return new DomainError(
		'not_configured',
		'Google cannot be connected: this installation has no keys for it.'
	);
}

/** 256 bits. */
function secret(): string {
	return randomBytes(32).toString('base64url');
}

/** Only what is needed; a reconnection asks for what it had, of the account that it had. */
async function whatToAsk(
	db: Db,
	workspaceId: string,
	ability: GoogleAbility | null
): Promise<{ scopes: string[]; loginHint: string | null }> {
	const before = await db.integration.findUnique({
		where: { workspaceId_vendor: { workspaceId, vendor: 'google' } },
		select: { status: true, scopes: true, accountEmail: true }
	});
	const known = before && before.status !== 'disconnected' ? before : null;
	const had = abilitiesOf(known?.scopes ?? []);
	const wanted = ability === null ? had : [...new Set([...had, ability])];
	return {
		scopes: scopesFor(wanted.length > 0 ? wanted : firstAbilities),
		loginHint: known?.accountEmail ?? null
	};
}
