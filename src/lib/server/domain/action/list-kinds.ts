import type { ActionKindView } from '#lib/schemas/action-kind.ts';
import type { Db, Google } from '#server/ports.ts';
import type { Actor } from '../actor.ts';
import { readBook } from './read-book.ts';
import { kinds } from './registry.ts';

/** The kinds of action that agents may be given here: all of them, but for those with nothing registered to go to. */
export async function listKinds(
	deps: { db: Db; google: Google | null },
	actor: Actor
): Promise<ActionKindView[]> {
	const book = await readBook(deps.db, actor.workspaceId);
	return [...kinds.values()]
		.filter((module) => module.guide(book) !== null)
		.map(({ kind, label, noun, needs, mayBeAutomatic, words }) => ({
			kind,
			label,
			noun,
			needs: needs === null ? null : 'google',
			ready: needs === null || deps.google !== null,
			mayBeAutomatic,
			...words
		}));
}
