import type { ChangeEmail } from '#lib/schemas/account.ts';
import { DomainError } from '#server/errors.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Actor } from '../access/actor.ts';
import { findLink, linkOver, openLink, takeLink, type LinkDeps } from './account-link.ts';
import { demandPassword, type PasswordDeps } from './edit-account.ts';
import { emailTaken, isUniqueViolation } from './email-taken.ts';
import { tellAccount } from './tell-account.ts';
import { tooManyAttempts } from './too-many-attempts.ts';

type Deps = { db: Db; jobs: Jobs } & LinkDeps;

/**
 * Asks the new address whether it is theirs, and lets the old one say that nobody there has asked for this. Until the
 * new one answers everything stays as it is; a second wish takes the first one's place.
 * Throws `wrong_credentials`, `email_taken`, `invalid_input`, `not_configured`, `too_many_attempts`.
 */
export async function changeEmail(
	deps: Deps & PasswordDeps & { config: { mail: object | null } },
	actor: Actor,
	{ email, password }: ChangeEmail
): Promise<void> {
	if (deps.config.mail === null) throw noMail();
	const { id: userId, email: old } = await demandPassword(deps, actor, 'password', password);
	if (email === old) throw sameAddress();
	if (await deps.db.user.findUnique({ where: { email }, select: { id: true } })) throw emailTaken();
	const wait = await deps.signInLimiter.takeForUser('mail', userId);
	if (wait) throw tooManyAttempts(wait);
	await deps.db.$transaction(async (tx) => {
		await tx.accountLink.deleteMany({ where: { userId, kind: { in: ['address', 'stop'] } } });
		const confirm = await openLink(deps, tx, { kind: 'address', userId, email });
		const stop = await openLink(deps, tx, { kind: 'stop', userId, email: old });
		await tellAccount(deps, tx, userId, { about: 'new-address', linkId: confirm }, { to: email });
		await tellAccount(deps, tx, userId, { about: 'old-address', linkId: stop, email });
	});
}

/** What a link of this kind would do; null once it is over. Looking does nothing: mail scanners look too. */
export async function readAddressLink(
	{ db }: { db: Db },
	token: string
): Promise<{ email: string; changes: boolean } | null> {
	const link = await findLink(db, 'address', token);
	return link && { email: link.mailedTo, changes: link.mailedTo !== link.email };
}

/**
 * The address that was asked says yes: from now on it is the account's, and known to be. When it is another one than
 * before, both are told, and links in the old mailbox are worth nothing. Throws `link_over`, `email_taken`.
 */
export async function confirmAddress(deps: Deps, token: string): Promise<{ email: string }> {
	try {
		return await deps.db.$transaction(async (tx) => {
			const { userId, mailedTo: email } = await takeLink(tx, 'address', token);
			const before = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } });
			await tx.user.update({ where: { id: userId }, data: { email, verifiedAt: new Date() } });
			if (before.email !== email) await moved(deps, tx, userId, { from: before.email, email });
			return { email };
		});
	} catch (error) {
		throw isUniqueViolation(error) ? emailTaken() : error;
	}
}

async function moved(deps: Deps, tx: Tx, userId: string, { from, email }: { from: string; email: string }) {
	await tx.accountLink.deleteMany({ where: { userId } });
	await tellAccount(deps, tx, userId, { about: 'moved', email }, { to: from });
	await tellAccount(deps, tx, userId, { about: 'moved', email }, { to: email });
}

/** Whose change a link would stop; null once it is over, or the change is done. */
export async function readStopLink({ db }: { db: Db }, token: string): Promise<{ email: string } | null> {
	const link = await findLink(db, 'stop', token);
	return link && { email: link.email };
}

/**
 * Whoever asked for the change knows the password and was signed in: the change is off and every session ends.
 * Throws `link_over`.
 */
export async function stopEmailChange({ db }: { db: Db }, token: string): Promise<{ email: string }> {
	const link = await findLink(db, 'stop', token);
	if (!link) throw linkOver();
	await db.$transaction(async (tx) => {
		const { userId } = await takeLink(tx, 'stop', token);
		await tx.accountLink.deleteMany({ where: { userId } });
		await tx.session.deleteMany({ where: { userId } });
	});
	return { email: link.email };
}

function noMail(): DomainError {
	return new DomainError(
		'not_configured',
		'No mail can be sent from here, so the new address cannot be asked. Please ask whoever runs this installation.'
	);
}

function sameAddress(): DomainError {
	const message = 'That is your address already.';
	return new DomainError('invalid_input', message, { fields: { email: message } });
}
