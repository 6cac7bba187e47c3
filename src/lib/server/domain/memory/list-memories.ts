import type { Memory } from '#lib/schemas/memory.ts';
import { notFound } from '#server/errors.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { memoryColumns, memoryViews } from './memory-view.ts';

/** All that an agent keeps in mind, switched-off ones too, the oldest first. Throws `not_found`. */
export async function listMemories(deps: { db: Db }, actor: Actor, agentId: string): Promise<Memory[]> {
	authorise(actor, 'view');
	const { workspaceId } = actor;
	const known = await deps.db.agent.count({ where: { workspaceId, id: agentId } });
	if (known === 0) throw notFound('agent');
	return memoriesOf(deps.db, workspaceId, agentId);
}

export async function memoriesOf(tx: Tx, workspaceId: string, agentId: string): Promise<Memory[]> {
	const rows = await tx.memory.findMany({
		where: { workspaceId, agentId },
		select: memoryColumns,
		orderBy: { id: 'asc' }
	});
	return memoryViews(tx, rows);
}
