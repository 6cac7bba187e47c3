import type { ResetPassword } from '#lib/schemas/account.ts';
import { notFound } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { Passwords } from '#server/ports/passwords.ts';
import type { Sessions, SessionToken } from '#server/ports/sessions.ts';
import { findLink, hrefOf, linkOver, openLink, takeLink, type LinkDeps } from './account-link.ts';
import { refuseWeakPassword, setPassword } from './set-password.ts';

type Deps = { db: Db; jobs: Jobs; passwords: Passwords; sessions: Sessions } & LinkDeps;

/** Whose password a link would change; null once it is over. Looking does not use it up: mail scanners look too. */
export async function readResetLink({ db }: { db: Db }, token: string): Promise<{ email: string } | null> {
	const link = await findLink(db, 'reset', token);
	return link && { email: link.email };
}

/**
 * Sets the password by a mailed link, once; every session ends and one begins, here. A password that is refused leaves
 * the link as it was. Throws `link_over`, `weak_password`.
 */
export async function resetPassword(
	deps: Deps,
	{ token, password }: ResetPassword
): Promise<{ token: SessionToken; email: string }> {
	const link = await findLink(deps.db, 'reset', token);
	if (!link) throw linkOver();
	const { userId, email } = link;
	refuseWeakPassword(deps.passwords, { password, email });
	const passwordHash = await deps.passwords.hash(password);
	const { workspaceId } = await deps.db.$transaction(async (tx) => {
		const { mailedTo } = await takeLink(tx, 'reset', token);
		if (mailedTo === email) await tx.user.update({ where: { id: userId }, data: { verifiedAt: new Date() } });
		await setPassword(deps, tx, { userId, passwordHash });
		return tx.membership.findFirstOrThrow({ where: { userId }, orderBy: { id: 'asc' } });
	});
	return { token: await deps.sessions.create(userId, workspaceId), email };
}

/** For whoever runs this installation, to hand over where no mail can be sent. Throws `not_found`. */
export async function makeResetLink(deps: { db: Db } & LinkDeps, email: string): Promise<string> {
	const user = await deps.db.user.findUnique({ where: { email: email.toLowerCase() }, select: { id: true } });
	if (!user) throw notFound('account');
	// It is mailed to nobody, so it will say nothing about the address.
	const id = await openLink(deps, deps.db, { kind: 'reset', userId: user.id, email: '' });
	return hrefOf(deps, 'reset', id);
}
