import type { Decision, TaskStatus } from '#lib/schemas/task.ts';
import { DomainError } from '#server/errors.ts';
import type { Tx } from '#server/ports/db.ts';
import { userIdOf, type Actor } from '../access/actor.ts';

const past: Record<Decision, string> = {
	approve: 'approved',
	reject: 'rejected',
	revise: 'sent back',
	cancel: 'cancelled'
};

/** Why a decision came too late (`already_decided`) or too early (`illegal_transition`), in a sentence. */
export async function alreadyDecided(
	tx: Tx,
	actor: Actor,
	taskId: string,
	status: TaskStatus
): Promise<DomainError> {
	if (status === 'failed') {
		return new DomainError(
			'illegal_transition',
			'This task failed, so there is nothing to decide. Try it again instead.'
		);
	}
	if (status === 'cancelled') return new DomainError('already_decided', 'This task was cancelled.');
	const last = await decisionOf(tx, actor, taskId, status);
	if (!last) return withoutPerson(status);
	const reviewer = await tx.user.findUnique({ where: { id: last.reviewerId }, select: { name: true } });
	const by = last.reviewerId === userIdOf(actor) ? 'you' : (reviewer?.name ?? 'somebody else');
	return new DomainError('already_decided', `Already ${past[last.decision as Decision]} by ${by}.`);
}

/** Which decision on one action speaks for what became of its task. */
export const telling: Partial<Record<TaskStatus, Decision>> = {
	approved: 'approve',
	completed: 'approve',
	failed: 'approve',
	rejected: 'reject'
};

function decisionOf(tx: Tx, actor: Actor, taskId: string, status: TaskStatus) {
	const ofAction = telling[status];
	return tx.review.findFirst({
		where: {
			workspaceId: actor.workspaceId,
			taskId,
			undoneAt: null,
			OR: [{ actionId: null }, ...(ofAction ? [{ decision: ofAction }] : [])]
		},
		orderBy: { createdAt: 'desc' },
		select: { decision: true, reviewerId: true }
	});
}

function withoutPerson(status: TaskStatus): DomainError {
	if (status === 'rejected')
		return new DomainError('already_decided', 'What this task proposed has expired, so nothing was done.');
	if (status === 'approved' || status === 'completed')
		return new DomainError('already_decided', 'This task is done, so nothing waits for a decision.');
	return new DomainError('illegal_transition', 'This task does not wait for a decision yet.');
}
