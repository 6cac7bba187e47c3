import type { SignIn } from '#lib/schemas/account.ts';
import { DomainError } from '#server/errors.ts';
import type { Db, Passwords, Sessions, SessionToken, SignInLimiter } from '#server/ports.ts';
import { tooManyAttempts } from './too-many-attempts.ts';

type Deps = { db: Db; passwords: Passwords; sessions: Sessions; signInLimiter: SignInLimiter };

/**
 * Checks the password and starts a session in the user's first workspace.
 * An unknown e-mail and a wrong password get the same answer after the same work.
 * Throws `wrong_credentials`, `too_many_attempts`.
 */
export async function signIn(deps: Deps, address: string, input: SignIn): Promise<SessionToken> {
	const wait = await deps.signInLimiter.take(address, input.email);
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
	if (!user || !matches || !workspaceId) {
		throw new DomainError('wrong_credentials', 'This e-mail address and password do not match.');
	}
	await deps.signInLimiter.reward(address, input.email);
	return deps.sessions.create(user.id, workspaceId);
}
