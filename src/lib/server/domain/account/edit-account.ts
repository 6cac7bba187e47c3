import type { ChangePassword, EditAccount } from '#lib/schemas/account.ts';
import { DomainError } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Passwords } from '#server/ports/passwords.ts';
import type { SignInLimiter } from '#server/ports/sign-in-limiter.ts';
import { memberOf, type Actor } from '../access/actor.ts';
import { refuseWeakPassword, setPassword } from './set-password.ts';
import { tooManyAttempts } from './too-many-attempts.ts';

export type PasswordDeps = { db: Db; passwords: Passwords; signInLimiter: SignInLimiter };

/** One's own name, as it stands beside what one decides. */
export async function editAccount({ db }: { db: Db }, actor: Actor, { name }: EditAccount): Promise<void> {
	await db.user.update({ where: { id: memberOf(actor) }, data: { name } });
}

/**
 * Asks whoever is signed in for their password once more: an open page is not yet its owner. `field` is where the form
 * has it. Throws `wrong_credentials`, `too_many_attempts`.
 */
export async function demandPassword(
	{ db, passwords, signInLimiter }: PasswordDeps,
	actor: Actor,
	field: string,
	password: string
): Promise<{ id: string; email: string }> {
	const id = memberOf(actor);
	const wait = await signInLimiter.takeForUser('password', id);
	if (wait) throw tooManyAttempts(wait);
	const user = await db.user.findUniqueOrThrow({
		where: { id },
		select: { email: true, passwordHash: true }
	});
	if (await passwords.verify(user.passwordHash, password)) return { id, email: user.email };
	const message = 'This is not your password.';
	throw new DomainError('wrong_credentials', message, { fields: { [field]: message } });
}

/**
 * A new password for the one that is known; the session with this id stays, all others end.
 * Throws `wrong_credentials`, `weak_password`, `too_many_attempts`.
 */
export async function changePassword(
	deps: PasswordDeps & { jobs: Jobs; config: { origin: string } },
	actor: Actor,
	sessionId: string,
	{ current, next }: ChangePassword
): Promise<void> {
	const { id: userId, email } = await demandPassword(deps, actor, 'current', current);
	refuseWeakPassword(deps.passwords, { password: next, email }, 'next');
	const passwordHash = await deps.passwords.hash(next);
	await deps.db.$transaction((tx) => setPassword(deps, tx, { userId, passwordHash, keep: sessionId }));
}
