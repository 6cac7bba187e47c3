import type { ConnectProblem } from '#lib/schemas/integration.ts';
import { failedBy } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import type { Google, GoogleGrant } from '#server/ports/google.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Log } from '#server/ports/log.ts';
import type { Vault } from '#server/ports/vault.ts';
import { authorise, memberOf, type Actor } from '../access/actor.ts';
import { connectAccount } from './connect-account.ts';
import { revokeUnlessShared } from '../connection/revoke-grant.ts';
import { notConfigured, stateId, verifierPlace } from './start-google.ts';

type Deps = { db: Db; google: Google | null; vault: Vault; jobs: Jobs; log: Log };

/** What Google sent the browser back with. */
export type FinishGoogle = {
	state: string | null;
	code: string | null;
	error: string | null;
	redirectUri: string;
};
/** Where the person goes on, and what went wrong; null when it is connected. */
export type FinishedGoogle = { returnTo: string; problem: ConnectProblem | null };

type Consent = {
	id: string;
	workspace_id: string;
	user_id: string;
	code_verifier: string;
	return_to: string;
	live: boolean;
};

const nowhere = '/integrations';

/**
 * Ends a consent: the state is used up whatever comes of it, and counts only for the person and the workspace
 * that began it. Throws `forbidden`, `not_configured`.
 */
export async function finishGoogle(deps: Deps, actor: Actor, answer: FinishGoogle): Promise<FinishedGoogle> {
	authorise(actor, 'manage connections');
	const { google } = deps;
	if (!google) throw notConfigured();
	const consent = await takeConsent(deps.db, answer.state);
	if (!consent?.live) return { returnTo: nowhere, problem: 'expired' };
	if (consent.user_id !== memberOf(actor) || consent.workspace_id !== actor.workspaceId)
		return { returnTo: nowhere, problem: 'other_session' };
	const done = (problem: ConnectProblem | null) => ({ returnTo: consent.return_to, problem });
	if (answer.error === 'access_denied') return done('declined');
	if (answer.error !== null || !answer.code) return done('refused');
	const grant = await exchange({ ...deps, google }, consent, answer.code, answer.redirectUri);
	return done(typeof grant === 'string' ? grant : await connect({ ...deps, google }, actor, grant));
}

/** Deleted by the same statement that reads it, so that of two who bring it one gets it. */
async function takeConsent(db: Db, state: string | null): Promise<Consent | null> {
	if (!state) return null;
	const [consent] = await db.$queryRaw<Consent[]>`
		delete from oauth_states where id = ${stateId(state)} and vendor = 'google'
		returning id, workspace_id, user_id, code_verifier, return_to, expires_at > now() as live`;
	return consent ?? null;
}

async function exchange(
	deps: Deps & { google: Google },
	consent: Consent,
	code: string,
	redirectUri: string
): Promise<GoogleGrant | ConnectProblem> {
	const codeVerifier = verifierOf(deps.vault, consent);
	// Its key was taken away in the last ten minutes.
	if (codeVerifier === null) return 'expired';
	try {
		return await deps.google.exchangeCode({ code, codeVerifier, redirectUri });
	} catch (error) {
		if (!failedBy('google', error)) throw error;
		deps.log.warn({ code: error.code, status: error.status }, 'Google did not honour a consent');
		return ['unavailable', 'lost', 'rate_limited'].includes(error.code) ? 'unreachable' : 'refused';
	}
}

function verifierOf(vault: Vault, consent: Consent): string | null {
	try {
		return vault.open(consent.code_verifier, verifierPlace(consent.workspace_id, consent.id));
	} catch {
		return null;
	}
}

/** An address that nobody has proved to own says nothing about whose account this is. */
async function connect(
	deps: Deps & { google: Google },
	actor: Actor,
	grant: GoogleGrant
): Promise<ConnectProblem | null> {
	const { account } = grant;
	if (!account?.emailVerified) {
		await revokeUnlessShared(deps, account?.id ?? null, grant.refreshToken ?? grant.accessToken);
		return 'unverified';
	}
	return connectAccount(deps, actor, { ...grant, account });
}
