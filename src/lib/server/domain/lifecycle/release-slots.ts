import type { Tx } from '#server/ports/db.ts';
import type { Actor } from '../access/actor.ts';

/** A paused agent's queued runs leave the queue, so that they keep no place from its colleagues. */
export async function releaseSlots(tx: Tx, actor: Actor, agentId: string): Promise<void> {
	await tx.$executeRaw`
		update runs r set admitted = false
		from tasks t
		where r.workspace_id = ${actor.workspaceId}::uuid and r.status = 'queued' and r.admitted
			and t.workspace_id = r.workspace_id and t.id = r.task_id and t.agent_id = ${agentId}::uuid`;
}
