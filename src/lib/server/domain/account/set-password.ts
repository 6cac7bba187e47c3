import { DomainError } from '#server/errors.ts';
import type { Tx } from '#server/ports/db.ts';
import type { Passwords } from '#server/ports/passwords.ts';
import { tellAccount, type TellDeps } from './tell-account.ts';

/** Throws `weak_password`, with the sentence at the field. */
export function refuseWeakPassword(
	passwords: Passwords,
	{ password, email }: { password: string; email: string },
	field = 'password'
): void {
	const lower = password.toLowerCase();
	const obvious = lower.includes(email.split('@')[0] ?? email) && lower.length < 16;
	if (!obvious && !passwords.isCommon(password)) return;
	const message = 'This password is easy to guess. Four unrelated words make a good one.';
	throw new DomainError('weak_password', message, { fields: { [field]: message } });
}

/**
 * A new password ends what the old one has opened: every session (but `keep`, the hash of one), and every link that is
 * still in somebody's mailbox. The owner is told by mail.
 */
export async function setPassword(
	deps: TellDeps,
	tx: Tx,
	{ userId, passwordHash, keep = '' }: { userId: string; passwordHash: string; keep?: string }
): Promise<void> {
	await tx.user.update({ where: { id: userId }, data: { passwordHash } });
	await tx.session.deleteMany({ where: { userId, id: { not: keep } } });
	await tx.accountLink.deleteMany({ where: { userId } });
	await tellAccount(deps, tx, userId, { about: 'password' });
}
