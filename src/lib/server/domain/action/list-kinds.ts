import type { ActionKindView } from '#lib/schemas/action-kind.ts';
import type { Db } from '#server/ports/db.ts';
import type { Google } from '#server/ports/google.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { readBook } from '../address-book/read-book.ts';
import { kinds } from './registry.ts';

/** The kinds of action that agents may be given here: all of them, but for those with nothing registered to go to. */
export async function listKinds(
	deps: { db: Db; google: Google | null },
	actor: Actor
): Promise<ActionKindView[]> {
	authorise(actor, 'view');
	const book = await readBook(deps.db, actor.workspaceId);
	return [...kinds.values()]
		.filter((module) => module.guide(book) !== null)
		.map(({ kind, label, noun, needs, mayBeAutomatic, words }) => ({
			kind,
			label,
			noun,
			needs: needs.ability === null ? null : 'google',
			ready: needs.ability === null || deps.google !== null,
			mayBeAutomatic,
			...words
		}));
}
