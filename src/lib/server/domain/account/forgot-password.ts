import type { Mailing } from '#lib/schemas/account.ts';
import { DomainError } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { SignInLimiter } from '#server/ports/sign-in-limiter.ts';
import { openLink, type LinkDeps } from './account-link.ts';
import { tellAccount } from './tell-account.ts';
import { tooManyAttempts } from './too-many-attempts.ts';

type Delivery = { config: { mail: { mailbox: string | null } | null; operatorEmail: string | null } };

/** Whether a forgotten password can be helped by mail here, where a sandbox shows that mail, and who else helps. */
export function mailing({ config: { mail, operatorEmail } }: Delivery): Mailing {
	return { byMail: mail !== null, mailboxUrl: mail?.mailbox ?? null, operatorEmail };
}

/**
 * Has a link sent to whoever has this address, if anybody has. Nothing is looked up before the answer, so that neither
 * its words nor its time tell whether there is such an account. Throws `too_many_attempts`, `not_configured`.
 */
export async function forgotPassword(
	deps: { db: Db; jobs: Jobs; signInLimiter: SignInLimiter } & Delivery,
	address: string,
	email: string
): Promise<void> {
	if (deps.config.mail === null)
		throw new DomainError(
			'not_configured',
			'No mail can be sent from here. Please ask whoever runs this installation for a link.'
		);
	const wait = await deps.signInLimiter.takeForgot(address, email);
	if (wait) throw tooManyAttempts(wait);
	await deps.jobs.add(deps.db, 'send-reset-link', { email });
}

/** The other half, in the worker: an address that nobody has is the end of it. */
export async function sendResetLink(deps: { db: Db; jobs: Jobs } & LinkDeps, email: string): Promise<void> {
	const user = await deps.db.user.findUnique({ where: { email }, select: { id: true } });
	if (!user) return;
	await deps.db.$transaction(async (tx) => {
		const linkId = await openLink(deps, tx, { kind: 'reset', userId: user.id, email });
		await tellAccount(deps, tx, user.id, { about: 'reset', linkId });
	});
}
