import type { DecideTask, Decision, TaskStatus } from '#lib/schemas/task.ts';
import { DomainError, notFound } from '#server/errors.ts';
import type { Db, Jobs, Tx } from '#server/ports.ts';
import { authorise, type Actor } from '../actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { admitRuns } from '../run/admit-runs.ts';
import { contentHash } from '../run/canonical-json.ts';
import { cancelTask } from './cancel-task.ts';
import { alreadyDecided } from './already-decided.ts';
import { refuseArchived } from './refuse-archived.ts';
import { insertNextRun } from './insert-next-run.ts';

type Deps = { db: Db; jobs: Jobs };
type Review = { agentId: string; runId: string; contentHash: string; hasActions: boolean };

/**
 * A person's decision on what waits for review, recorded with who, when and on exactly what. However
 * many decide at once, the first one counts and the others get `already_decided`, with the name.
 * Throws `forbidden`, `not_found`, `already_decided`, `illegal_transition`,
 * `agent_unavailable` when an archived agent should do it again.
 */
export async function decideTask(deps: Deps, actor: Actor, input: DecideTask): Promise<void> {
	if (input.decision === 'cancel') return cancelTask(deps, actor, input.id);
	authorise(actor, 'review work');
	const { decision } = input;
	await deps.db.$transaction(async (tx) => {
		if (decision === 'revise') await refuseArchived(tx, actor, input.id);
		const review = await lockForReview(tx, actor, input);
		await recordReview(tx, actor, input, review);
		await outcomes[decision](deps, tx, actor, input, review);
	});
}

type Outcome = (deps: Deps, tx: Tx, actor: Actor, input: DecideTask, review: Review) => Promise<void>;

const outcomes: Record<Exclude<Decision, 'cancel'>, Outcome> = {
	async approve(_deps, tx, actor, input, review) {
		await setActions(tx, actor, review.runId, 'approved');
		await setStatus(tx, actor, input.id, 'approved');
		// With nothing to carry out, the task is done; otherwise it waits for its actions.
		if (!review.hasActions) await setStatus(tx, actor, input.id, 'completed');
		await tell(tx, actor, input, review, 'task.approved');
	},
	async reject(_deps, tx, actor, input, review) {
		await setActions(tx, actor, review.runId, 'rejected');
		await setStatus(tx, actor, input.id, 'rejected');
		await tell(tx, actor, input, review, 'task.rejected');
	},
	async revise(deps, tx, actor, input, review) {
		await setActions(tx, actor, review.runId, 'rejected');
		await setStatus(tx, actor, input.id, 'queued');
		await insertNextRun(tx, actor, input.id, 'sent_back', input.feedback ?? null);
		await tell(tx, actor, input, review, 'task.sent_back');
		await admitRuns(deps.jobs, tx, actor.workspaceId);
	}
};

async function lockForReview(tx: Tx, actor: Actor, input: DecideTask): Promise<Review> {
	const [task] = await tx.$queryRaw<{ status: TaskStatus; agent_id: string }[]>`
		select status, agent_id from tasks
		where workspace_id = ${actor.workspaceId}::uuid and id = ${input.id}::uuid for update`;
	if (!task) throw notFound('task');
	if (task.status !== 'needs_review') throw await alreadyDecided(tx, actor, input.id, task.status);
	const run = await tx.run.findFirstOrThrow({
		where: { workspaceId: actor.workspaceId, taskId: input.id, status: 'succeeded' },
		orderBy: { number: 'desc' },
		select: {
			id: true,
			result: true,
			actions: { select: { id: true, kind: true, payloadHash: true }, orderBy: { position: 'asc' } }
		}
	});
	if (input.runId && input.runId !== run.id) throw outdated();
	return {
		agentId: task.agent_id,
		runId: run.id,
		contentHash: contentHash({ result: run.result, actions: run.actions }),
		hasActions: run.actions.length > 0
	};
}

function outdated() {
	return new DomainError(
		'already_decided',
		'A newer version has come in since you opened this. Please look again.'
	);
}

async function recordReview(tx: Tx, actor: Actor, input: DecideTask, review: Review): Promise<void> {
	await tx.review.create({
		data: {
			workspaceId: actor.workspaceId,
			taskId: input.id,
			runId: review.runId,
			reviewerId: actor.userId,
			decision: input.decision,
			feedback: input.feedback ?? null,
			contentHash: review.contentHash
		}
	});
}

async function setStatus(tx: Tx, actor: Actor, id: string, status: TaskStatus): Promise<void> {
	await tx.$executeRaw`
		update tasks set status = ${status}, updated_at = now()
		where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid`;
}

async function setActions(
	tx: Tx,
	actor: Actor,
	runId: string,
	status: 'approved' | 'rejected'
): Promise<void> {
	await tx.action.updateMany({
		where: { workspaceId: actor.workspaceId, runId, status: 'proposed' },
		data: { status }
	});
}

async function tell(
	tx: Tx,
	actor: Actor,
	input: DecideTask,
	review: Review,
	kind: 'task.approved' | 'task.rejected' | 'task.sent_back'
): Promise<void> {
	await recordEvent(tx, {
		workspaceId: actor.workspaceId,
		kind,
		taskId: input.id,
		agentId: review.agentId,
		actorId: actor.userId,
		data: input.feedback ? { feedback: input.feedback } : {}
	});
}
