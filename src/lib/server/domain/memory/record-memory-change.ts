import type { Tx } from '#server/ports/db.ts';
import type { Actor } from '../access/actor.ts';
import { byColumns } from '../event/record-event.ts';

/** What an agent keeps in mind is part of the agent: its pages hear of it. */
export async function recordMemoryChange(
	tx: Tx,
	{ workspaceId, by }: Actor,
	memoryId: string
): Promise<void> {
	const { actorId, apiKeyId } = byColumns(by);
	await tx.$executeRaw`
		insert into events (workspace_id, kind, agent_id, actor_id, api_key_id, data)
		select a.workspace_id, 'agent.changed', a.id, ${actorId}::uuid, ${apiKeyId}::uuid, jsonb_build_object('name', a.name)
		from memories m join agents a on a.workspace_id = m.workspace_id and a.id = m.agent_id
		where m.workspace_id = ${workspaceId}::uuid and m.id = ${memoryId}::uuid`;
}
