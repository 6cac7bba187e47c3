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
	if (!user || !matches || !workspaceId) {
		throw new DomainError('wrong_credentials', 'This e-mail address and password do not match.');
	}
	await deps.signInLimiter.reward(attempt);
	return deps.sessions.create(user.id, workspaceId);
}
