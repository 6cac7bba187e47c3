import { notFound } from '#server/errors.ts';
import type { Db } from '#server/ports.ts';
import { authorise, type Actor } from '../actor.ts';
import { tellOfChange } from './tell-of-change.ts';

/** Forgets a memory for good. Throws `forbidden`, `not_found`. */
export async function removeMemory(deps: { db: Db }, actor: Actor, id: string): Promise<void> {
	authorise(actor, 'review work');
	const { workspaceId } = actor;
	await deps.db.$transaction(async (tx) => {
		await tellOfChange(tx, actor, id);
		const { count } = await tx.memory.deleteMany({ where: { workspaceId, id } });
		if (count === 0) throw notFound('memory');
	});
}
