import { notFound } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { recordMemoryChange } from './record-memory-change.ts';

/** Forgets a memory for good. Throws `forbidden`, `not_found`. */
export async function removeMemory(deps: { db: Db }, actor: Actor, id: string): Promise<void> {
	authorise(actor, 'review work');
	const { workspaceId } = actor;
	await deps.db.$transaction(async (tx) => {
		await recordMemoryChange(tx, actor, id);
		const { count } = await tx.memory.deleteMany({ where: { workspaceId, id } });
		if (count === 0) throw notFound('memory');
	});
}
