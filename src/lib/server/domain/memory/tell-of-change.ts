import type { Tx } from '#server/ports.ts';
import type { Actor } from '../actor.ts';

/** What an agent keeps in mind is part of the agent: its pages hear of it. */
export async function tellOfChange(tx: Tx, { workspaceId, userId }: Actor, memoryId: string): Promise<void> {
	await tx.$executeRaw`
		insert into events (workspace_id, kind, agent_id, actor_id, data)
		select a.workspace_id, 'agent.changed', a.id, ${userId}::uuid, jsonb_build_object('name', a.name)
		from memories m join agents a on a.workspace_id = m.workspace_id and a.id = m.agent_id
		where m.workspace_id = ${workspaceId}::uuid and m.id = ${memoryId}::uuid`;
}
