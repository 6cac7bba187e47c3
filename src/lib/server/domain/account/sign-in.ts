import type { SignIn } from '#lib/schemas/account.ts';
import { DomainError } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import type { Devices } from '#server/ports/devices.ts';
import type { Passwords } from '#server/ports/passwords.ts';
import type { Sessions, SessionToken } from '#server/ports/sessions.ts';
import type { SignInLimiter } from '#server/ports/sign-in-limiter.ts';
import { tooManyAttempts } from './too-many-attempts.ts';

type Deps = {
	db: Db;
	passwords: Passwords;
	sessions: Sessions;
	devices: Devices;
	signInLimiter: SignInLimiter;
};
/** Where somebody is: their address, and what an earlier sign-in left in their browser. */
export type Visitor = { address: string; deviceToken: string | null };

/**
 * Checks the password and starts a session in the user's first workspace.
 * An unknown e-mail and a wrong password get the same answer after the same work.
 * Throws `wrong_credentials`, `too_many_attempts`.
 */
export async function signIn(deps: Deps, visitor: Visitor, input: SignIn): Promise<SessionToken> {
	const device = deps.devices.deviceOf(visitor.deviceToken, input.email);
	const attempt = { address: visitor.address, email: input.email, device };
	const wait = await deps.signInLimiter.take(attempt);
	if (wait) throw tooManyAttempts(wait);
	const user = await deps.db.user.findUnique({
		where: { email: input.email },
		select: {
			id: true,
			passwordHash: true,
			memberships: { select: { workspaceId: true }, orderBy: { id: 'asc' } }
		}
	});
	const matches = await deps.passwords.verify(user?.passwordHash ?? null, input.password);
	const workspaceId = user?.memberships[0]?.workspaceId;
	if (!user || !matches || !workspaceId) throw wrongCredentials();
	await deps.signInLimiter.reward(attempt);
	const token = await deps.sessions.create(user.id, workspaceId);
	if (await stillHas(deps.db, user)) return token;
	await deps.sessions.invalidate(token.token);
	throw wrongCredentials();
}

/** Whoever changes it meanwhile ends all sessions, and may not have seen this one: the lock waits until they are done. */
async function stillHas(
	db: Db,
	{ id, passwordHash }: { id: string; passwordHash: string }
): Promise<boolean> {
	const [now] = await db.$queryRaw<{ same: boolean }[]>`
		select password_hash = ${passwordHash} as same from users where id = ${id}::uuid for share`;
	return now?.same === true;
}

function wrongCredentials(): DomainError {
	return new DomainError('wrong_credentials', 'This e-mail address and password do not match.');
}
