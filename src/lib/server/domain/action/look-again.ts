import type { Action } from '#lib/schemas/action.ts';
import { readTargetKey } from '#lib/target-kinds.ts';
import { notFound } from '#server/errors.ts';
import { authorise, type Actor } from '../access/actor.ts';
import type { ConnectDeps } from '../connection/connect.ts';
import { readAction } from './action-view.ts';
import { getAction } from './get-action.ts';
import { lookAtTarget } from './look-at-target.ts';

/** Reads what an action goes into once more: somebody may have mended it there. Throws `forbidden`, `not_found`. */
export async function lookAgain(deps: ConnectDeps, actor: Actor, id: string): Promise<Action> {
	authorise(actor, 'review work');
	const row = await readAction(deps.db, actor.workspaceId, id);
	if (!row) throw notFound('action');
	const targets = [...new Set(row.targets)].flatMap((key) => readTargetKey(key) ?? []);
	await Promise.all(targets.map((target) => lookAtTarget(deps, actor.workspaceId, target)));
	return getAction(deps, actor, id);
}
