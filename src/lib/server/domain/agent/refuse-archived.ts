import { Permissions } from '#lib/schemas/action.ts';
import { DomainError } from '#server/errors.ts';
import type { Tx } from '#server/ports/db.ts';
import type { Actor } from '../access/actor.ts';

/**
 * Nobody would do it: a new run for an archived agent is refused before it is made. Until the caller's transaction
 * ends, nobody archives the agent either. Call it before the task is locked: archiving locks the agent first, then
 * its tasks. Throws `agent_unavailable`.
 */
export async function refuseArchived(tx: Tx, actor: Actor, taskId: string): Promise<void> {
	const [agent] = await tx.$queryRaw<{ status: string }[]>`
		select a.status from agents a
		join tasks t on t.workspace_id = a.workspace_id and t.agent_id = a.id
		where t.workspace_id = ${actor.workspaceId}::uuid and t.id = ${taskId}::uuid
		-- Not only shared: a send-back may write the agent's permissions later, and of two who share it none could.
		for no key update of a`;
	if (agent?.status === 'archived') throw archived();
}

/**
 * The same for what an agent proposed, without holding the agent: what is approved of one that leaves just now waits.
 * And what it may not do any more would only come back.
 */
export async function refuseDeparted(tx: Tx, actor: Actor, agentId: string, kinds: string[]): Promise<void> {
	const agent = await tx.agent.findUnique({
		where: { workspaceId_id: { workspaceId: actor.workspaceId, id: agentId } },
		select: { status: true, name: true, permissions: true }
	});
	if (agent?.status === 'archived') throw archived();
	const permissions = Permissions.parse(agent?.permissions ?? {});
	if (!agent || !kinds.some((kind) => permissions[kind] === 'off')) return;
	throw new DomainError(
		'agent_unavailable',
		`${agent.name} is not allowed to do this any more. Allow it again on the agent’s page, or reject it.`
	);
}

function archived(): DomainError {
	return new DomainError(
		'agent_unavailable',
		'This agent has been archived and takes no more work. Bring it back first.'
	);
}
