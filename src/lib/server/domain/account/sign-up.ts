import type { SignUp } from '#lib/schemas/account.ts';
import { DomainError } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import type { Db, Passwords, Sessions, SessionToken, SignInLimiter } from '#server/ports.ts';
import { knownTimeZone } from '../workspace/time-zone.ts';
import { tooManyAttempts } from './too-many-attempts.ts';

type Deps = { db: Db; passwords: Passwords; sessions: Sessions; signInLimiter: SignInLimiter };

/**
 * Makes the user and a workspace that they own, and signs them in.
 * Throws `weak_password`, `email_taken`, `too_many_attempts`.
 */
export async function signUp(deps: Deps, address: string, input: SignUp): Promise<SessionToken> {
	const wait = await deps.signInLimiter.takeSignUp(address);
	if (wait) throw tooManyAttempts(wait);
	refuseWeakPassword(deps.passwords, input);
	const passwordHash = await deps.passwords.hash(input.password);
	const userId = newId();
	const workspaceId = newId();
	const name = input.name || nameFromEmail(input.email);
	try {
		await deps.db.workspace.create({
			data: {
				id: workspaceId,
				name: `${name.split(' ')[0]}’s business`,
				timeZone: knownTimeZone(input.timeZone) ?? 'UTC',
				memberships: {
					create: { role: 'owner', user: { create: { id: userId, email: input.email, name, passwordHash } } }
				}
			}
		});
	} catch (error) {
		if (isUniqueViolation(error)) throw emailTaken();
		throw error;
	}
	return deps.sessions.create(userId, workspaceId);
}

function refuseWeakPassword(passwords: Passwords, { password, email }: SignUp) {
	const lower = password.toLowerCase();
	const obvious = lower.includes(email.split('@')[0] ?? email) && lower.length < 16;
	if (!obvious && !passwords.isCommon(password)) return;
	const message = 'This password is easy to guess. Four unrelated words make a good one.';
	throw new DomainError('weak_password', message, { fields: { password: message } });
}

function emailTaken() {
	const message = 'There is already an account with this e-mail address. Sign in instead?';
	return new DomainError('email_taken', message, { fields: { email: message } });
}

function nameFromEmail(email: string): string {
	const local = email.split('@')[0]?.split(/[._+-]/)[0] || 'You';
	return local.charAt(0).toUpperCase() + local.slice(1);
}

function isUniqueViolation(error: unknown): boolean {
	return error instanceof Error && 'code' in error && error.code === 'P2002';
}
