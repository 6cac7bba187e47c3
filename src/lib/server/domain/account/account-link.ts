import { createHash, createHmac } from 'node:crypto';
import type { AccountLinkKind } from '#lib/schemas/account.ts';
import { DomainError } from '#server/errors.ts';
import { newId } from '#server/ids.ts';
import type { Tx } from '#server/ports/db.ts';

/** Links are made from where browsers find us, never from what a request says. */
export type LinkDeps = { config: { appSecret: string; origin: string } };

/** Whose link it is. */
export type LinkOwner = { userId: string; email: string; mailedTo: string };

const pages: Record<AccountLinkKind, { path: string; minutes: number }> = {
	reset: { path: '/reset/', minutes: 30 },
	address: { path: '/confirm/', minutes: 24 * 60 },
	stop: { path: '/stop/', minutes: 24 * 60 }
};

/** A mail that is sent twice says the same twice, for the token follows from the id: it need not be kept until then. */
function tokenOf({ config }: LinkDeps, kind: AccountLinkKind, id: string): string {
	return createHmac('sha256', config.appSecret).update(`${kind} link:${id}`).digest('base64url');
}

function hashOf(token: string): string {
	return createHash('sha256').update(token).digest('hex');
}

/** A link that works once, and for how many minutes. Answers its id, from which `hrefOf` makes it. */
export async function openLink(
	deps: LinkDeps,
	tx: Tx,
	{ kind, userId, email }: { kind: AccountLinkKind; userId: string; email: string }
): Promise<string> {
	const id = newId();
	await tx.$executeRaw`
		insert into account_links (id, user_id, kind, email, token_hash, expires_at)
		values (${id}::uuid, ${userId}::uuid, ${kind}, ${email}, ${hashOf(tokenOf(deps, kind, id))},
			now() + make_interval(mins => ${pages[kind].minutes}::int))`;
	return id;
}

/** The address that is mailed. */
export function hrefOf(deps: LinkDeps, kind: AccountLinkKind, id: string): string {
	return deps.config.origin + pages[kind].path + tokenOf(deps, kind, id);
}

/** Looks without using it up; null once it was used or has run out. */
export async function findLink(tx: Tx, kind: AccountLinkKind, token: string): Promise<LinkOwner | null> {
	const [row] = await tx.$queryRaw<LinkOwner[]>`
		select l.user_id as "userId", u.email, l.email as "mailedTo"
		from account_links l join users u on u.id = l.user_id
		where l.token_hash = ${hashOf(token)} and l.kind = ${kind} and l.expires_at > now()`;
	return row ?? null;
}

/** Uses a link up, in the transaction that does what it is for: of many at once, one has it. Throws `link_over`. */
export async function takeLink(
	tx: Tx,
	kind: AccountLinkKind,
	token: string
): Promise<Pick<LinkOwner, 'userId' | 'mailedTo'>> {
	const [row] = await tx.$queryRaw<Pick<LinkOwner, 'userId' | 'mailedTo'>[]>`
		delete from account_links
		where token_hash = ${hashOf(token)} and kind = ${kind} and expires_at > now()
		returning user_id as "userId", email as "mailedTo"`;
	if (!row) throw linkOver();
	return row;
}

export function linkOver(): DomainError {
	return new DomainError(
		'link_over',
		'This link was used already, or has run out. Please ask for a new one.'
	);
}
