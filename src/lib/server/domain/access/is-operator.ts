import type { Db } from '#server/ports/db.ts';
import { userIdOf, type Actor } from './actor.ts';

/** Whoever made the first account runs the installation; ids are in the order in which they were made. */
export async function isOperator({ db }: { db: Db }, actor: Actor): Promise<boolean> {
	const first = await db.user.findFirst({ orderBy: { id: 'asc' }, select: { id: true } });
	return first !== null && first.id === userIdOf(actor);
}
