import type { EditMemory, Memory } from '#lib/schemas/memory.ts';
import { notFound } from '#server/errors.ts';
import type { Db } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { oneLine } from './add-memory.ts';
import { readMemory } from './memory-view.ts';
import { recordMemoryChange } from './record-memory-change.ts';

/** Changes the words of a memory, or switches it off and on. Throws `forbidden`, `not_found`. */
export async function editMemory(deps: { db: Db }, actor: Actor, input: EditMemory): Promise<Memory> {
	authorise(actor, 'review work');
	const { workspaceId } = actor;
	const { id, text, enabled } = input;
	return deps.db.$transaction(async (tx) => {
		const { count } = await tx.memory.updateMany({
			where: { workspaceId, id },
			data: { ...(text !== undefined && { text: oneLine(text) }), ...(enabled !== undefined && { enabled }) }
		});
		const memory = count === 0 ? null : await readMemory(tx, workspaceId, id);
		if (!memory) throw notFound('memory');
		await recordMemoryChange(tx, actor, id);
		return memory;
	});
}

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
