import { createHash } from 'node:crypto';
import type { CreateTask } from '#lib/schemas/task.ts';
import { DomainError } from '#server/errors.ts';
import type { Tx } from '#server/ports/db.ts';
import { actorKey, type Actor } from '../access/actor.ts';

/**
 * Claims an idempotency key of this actor’s for `taskId`; the same key of somebody else is another one. When an earlier
 * request had it (this waits for one that is still under way), answers that request's task instead; another request
 * under the same key is refused with `idempotency_conflict`, an empty or overlong key with `invalid_input`.
 */
export async function oncePerKey(
	tx: Tx,
	actor: Actor,
	key: string,
	input: CreateTask,
	taskId: string
): Promise<{ earlierTaskId: string | null }> {
	refuseOddKey(key);
	const requestHash = createHash('sha256').update(JSON.stringify(input)).digest('hex');
	const claimed = await tx.$executeRaw`
		insert into idempotency_keys (workspace_id, actor, key, request_hash, task_id)
		values (${actor.workspaceId}::uuid, ${actorKey(actor)}, ${key}, ${requestHash}, ${taskId}::uuid)
		on conflict do nothing`;
	if (claimed === 1) return { earlierTaskId: null };
	const earlier = await tx.idempotencyKey.findUniqueOrThrow({
		where: { workspaceId_actor_key: { workspaceId: actor.workspaceId, actor: actorKey(actor), key } }
	});
	if (earlier.requestHash !== requestHash) {
		throw new DomainError('idempotency_conflict', 'This idempotency key was used for another request.');
	}
	return { earlierTaskId: earlier.taskId };
}

const longestKey = 200;

/** An empty key would protect nobody who believes to be protected. */
function refuseOddKey(key: string): void {
	if (key.trim() !== '' && key.length <= longestKey) return;
	throw new DomainError('invalid_input', `The Idempotency-Key header needs 1 to ${longestKey} characters.`);
}
