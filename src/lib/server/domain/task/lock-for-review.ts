import type { DecideTask, TaskStatus } from '#lib/schemas/task.ts';
import { DomainError, notFound } from '#server/errors.ts';
import type { Tx } from '#server/ports/db.ts';
import type { Actor } from '../access/actor.ts';
import { contentHash } from '../ledger/canonical-json.ts';
import { alreadyDecided } from './already-decided.ts';

export type Review = Awaited<ReturnType<typeof lockForReview>>;

/** The task's latest run and what it proposed, while it waits for review; nobody else decides meanwhile. */
export async function lockForReview(tx: Tx, actor: Actor, input: DecideTask) {
	const [task] = await tx.$queryRaw<{ status: TaskStatus; agent_id: string }[]>`
		select status, agent_id from tasks
		where workspace_id = ${actor.workspaceId}::uuid and id = ${input.id}::uuid for update`;
	if (!task) throw notFound('task');
	if (task.status !== 'needs_review') throw await alreadyDecided(tx, actor, input.id, task.status);
	const run = await tx.run.findFirstOrThrow({
		where: { workspaceId: actor.workspaceId, taskId: input.id, status: 'succeeded' },
		orderBy: { number: 'desc' },
		select: { id: true, result: true, ownDeliverable: true, actions: { orderBy: { position: 'asc' } } }
	});
	if (input.runId && input.runId !== run.id) throw outdated();
	const content = run.actions.map(({ id, kind, payloadHash }) => ({ id, kind, payloadHash }));
	return {
		agentId: task.agent_id,
		runId: run.id,
		result: run.result,
		ownDeliverable: run.ownDeliverable,
		contentHash: contentHash({ result: run.result, actions: content }),
		actions: run.actions,
		proposed: run.actions.filter(({ status }) => status === 'proposed')
	};
}

function outdated() {
	return new DomainError(
		'already_decided',
		'A newer version has come in since you opened this. Please look again.'
	);
}
