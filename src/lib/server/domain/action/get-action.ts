import type { Action } from '#lib/schemas/action.ts';
import { notFound } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { actionView, readAction, surroundingsOf } from './action-view.ts';

/** One action as it stands. Throws `not_found`. */
export async function getAction(deps: { db: Db }, actor: Actor, id: string): Promise<Action> {
	authorise(actor, 'view');
	const row = await readAction(deps.db, actor.workspaceId, id);
	if (!row) throw notFound('action');
	return actionView(row, await surroundingsOf(deps.db, actor.workspaceId, [row]));
}
