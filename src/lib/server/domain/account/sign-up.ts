import { founder } from '#lib/access.ts';
import type { SignUp } from '#lib/schemas/account.ts';
import { DomainError } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Passwords } from '#server/ports/passwords.ts';
import type { Sessions, SessionToken } from '#server/ports/sessions.ts';
import type { SignInLimiter } from '#server/ports/sign-in-limiter.ts';
import { knownTimeZone } from '../time/time-zone.ts';
import { askAddress, type AskDeps } from './ask-address.ts';
import { emailTaken, isUniqueViolation } from './email-taken.ts';
import { maySignUp } from './may-sign-up.ts';
import { refuseWeakPassword } from './set-password.ts';
import { tooManyAttempts } from './too-many-attempts.ts';

type Deps = {
	db: Db;
	passwords: Passwords;
	sessions: Sessions;
	signInLimiter: SignInLimiter;
	config: { signUp: 'open' | 'invited' };
} & AskDeps;

/**
 * Makes the user and a workspace that they own, and signs them in.
 * Throws `sign_up_closed`, `weak_password`, `email_taken`, `too_many_attempts`.
 */
export async function signUp(deps: Deps, address: string, input: SignUp): Promise<SessionToken> {
	if (!(await maySignUp(deps))) throw closed();
	refuseWeakPassword(deps.passwords, input);
	const wait = await deps.signInLimiter.takeSignUp(address);
	if (wait) throw tooManyAttempts(wait);
	const passwordHash = await deps.passwords.hash(input.password);
	const userId = newId();
	const workspaceId = newId();
	const name = input.name || nameFromEmail(input.email);
	const owner = { id: userId, email: input.email, name, passwordHash };
	try {
		await deps.db.$transaction(async (tx) => {
			await holdFirstPlace(deps, tx);
			await tx.workspace.create({
				data: {
					id: workspaceId,
					name: `${name.split(' ')[0]}’s business`,
					timeZone: knownTimeZone(input.timeZone) ?? 'UTC',
					memberships: { create: { role: founder, user: { create: owner } } }
				}
			});
			await askAddress(deps, tx, { userId, email: input.email });
		});
	} catch (error) {
		if (isUniqueViolation(error)) throw emailTaken();
		throw error;
	}
	return deps.sessions.create(userId, workspaceId);
}

/** Of several who want to be first at once, one is. */
async function holdFirstPlace({ config }: Pick<Deps, 'config'>, tx: Tx): Promise<void> {
	if (config.signUp === 'open') return;
	await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('the first account'))`;
	if (!(await maySignUp({ db: tx, config }))) throw closed();
}

function closed() {
	return new DomainError(
		'sign_up_closed',
		'New accounts are by invitation here. Please ask whoever runs this installation.'
	);
}

function nameFromEmail(email: string): string {
	const local = email.split('@')[0]?.split(/[._+-]/)[0] || 'You';
	return local.charAt(0).toUpperCase() + local.slice(1);
}
