import { googleAbilities } from '#lib/google-abilities.ts';
import { type GoogleErrorCode, failedBy, notFound } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import type { Google } from '#server/ports/google.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { lockConnection } from './connection.ts';
import { abilitiesOf } from './google-scopes.ts';
import { needReauth, revokedProblem } from './need-reauth.ts';
import { refreshConnection, type RefreshDeps } from './refresh-connection.ts';
import { opened } from './stored-tokens.ts';

export type CheckDeps = Omit<RefreshDeps, 'google'> & { google: Google | null };

const problems: Partial<Record<GoogleErrorCode, string>> = {
	rate_limited: 'Google asked us to wait, so the last check is not complete.',
	missing_scope: 'Google no longer allows everything that was allowed. Reconnect to allow it again.'
};
const unreachable =
	'Google could not be reached at the last check. Approved actions are tried again by themselves.';

/**
 * Asks Google whether the connection still works: a new access token, and where mail is allowed a look at the
 * mailbox. Says what it found on the connection. One that was lost and works again takes its actions up.
 */
export async function checkConnection(deps: CheckDeps, workspaceId: string): Promise<void> {
	const { google } = deps;
	if (!google) return;
	let token = '';
	try {
		const found = await refreshConnection({ ...deps, google }, workspaceId, true);
		if (found === 'none' || found === 'lost') return;
		token = found.token;
		const abilities = abilitiesOf(found.connection.scopes);
		if (abilities.some((ability) => googleAbilities[ability].seesMailbox)) await google.profile(token);
		await note(deps.db, workspaceId, null);
	} catch (error) {
		if (!failedBy('google', error)) throw error;
		deps.log.warn({ code: error.code, status: error.status }, 'A connection could not be checked');
		if (error.code === 'needs_reauth') await lose(deps, workspaceId, token);
		else await note(deps.db, workspaceId, problems[error.code] ?? unreachable);
	}
}

/** The same by hand. Throws `forbidden`, `not_found`. */
export async function checkNow(deps: CheckDeps, actor: Actor, id: string): Promise<void> {
	authorise(actor, 'manage connections');
	const { workspaceId } = actor;
	const there = await deps.db.integration.findUnique({
		where: { workspaceId_id: { workspaceId, id } },
		select: { id: true }
	});
	if (!there) throw notFound('connection');
	await checkConnection(deps, workspaceId);
}

/** A job for each connection there is, so that one that hangs holds up nobody else's. */
export async function checkConnections({ db, jobs }: { db: Db; jobs: Jobs }): Promise<void> {
	const connected = await db.integration.findMany({
		where: { status: 'connected' },
		select: { workspaceId: true }
	});
	for (const { workspaceId } of connected)
		await db.$transaction((tx) =>
			jobs.add(tx, 'check-connection', { workspaceId }, { key: `check-connection:${workspaceId}` })
		);
}

async function note(db: Db, workspaceId: string, problem: string | null): Promise<void> {
	await db.$executeRaw`
		update integrations set checked_at = now(), problem = ${problem}
		where workspace_id = ${workspaceId}::uuid and vendor = 'google' and status = 'connected'`;
}

/**
 * The token was minutes old and yet refused: the person has just taken the permission back. Who has reconnected since
 * has another one, and keeps it.
 */
async function lose(deps: CheckDeps, workspaceId: string, token: string): Promise<void> {
	await deps.db.$transaction(async (tx) => {
		const connection = await lockConnection(tx, workspaceId);
		if (connection?.status !== 'connected') return;
		if (opened(deps.vault, connection, 'access_token', connection.accessToken) !== token) return;
		await needReauth(deps, tx, connection, revokedProblem);
	});
}
