import { DomainError } from '#server/errors.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import type { SignInLimiter } from '#server/ports/sign-in-limiter.ts';
import { memberOf, type Actor } from '../access/actor.ts';
import { openLink, type LinkDeps } from './account-link.ts';
import { tellAccount } from './tell-account.ts';
import { tooManyAttempts } from './too-many-attempts.ts';

export type AskDeps = { jobs: Jobs; config: { mail: object | null } } & LinkDeps;

/** Has the account's own address asked by mail whether it is theirs; nobody is asked where no mail can be sent. */
export async function askAddress(
	deps: AskDeps,
	tx: Tx,
	{ userId, email }: { userId: string; email: string }
): Promise<void> {
	if (deps.config.mail === null) return;
	const linkId = await openLink(deps, tx, { kind: 'address', userId, email });
	await tellAccount(deps, tx, userId, { about: 'verify', linkId });
}

/** The same once more, for whoever waits for it in vain. Throws `too_many_attempts`, `not_configured`. */
export async function askAddressAgain(
	deps: AskDeps & { db: Db; signInLimiter: SignInLimiter },
	actor: Actor
): Promise<void> {
	if (deps.config.mail === null) throw new DomainError('not_configured', 'No mail can be sent from here.');
	const userId = memberOf(actor);
	const { email, verifiedAt } = await deps.db.user.findUniqueOrThrow({ where: { id: userId } });
	if (verifiedAt) return;
	const wait = await deps.signInLimiter.takeForUser('mail', userId);
	if (wait) throw tooManyAttempts(wait);
	await deps.db.$transaction((tx) => askAddress(deps, tx, { userId, email }));
}
