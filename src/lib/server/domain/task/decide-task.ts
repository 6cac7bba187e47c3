import type { DecideTask, Decision, TaskStatus } from '#lib/schemas/task.ts';
import { DomainError } from '#server/errors.ts';
import type { Tx } from '#server/ports/db.ts';
import { approveAction } from '../action/approve-action.ts';
import { guardTargetDrift, refuseTargetDrift } from '../action/guard-target-drift.ts';
import { lockAutoAgent } from '../action/lock-auto-agent.ts';
import type { DecisionDeps } from '../action/decide-action.ts';
import { moveTaskOn } from '../action/move-task-on.ts';
import { checkedAgainst } from '../action/misfits.ts';
import { reviewedPayload } from '../action/reviewed-payload.ts';
import { rejectActions } from '../action/reject-actions.ts';
import { askAgain } from '../action/trust.ts';
import { authorise, memberOf, type Actor } from '../access/actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { admitRuns } from '../run/admit-runs.ts';
import { cancelTask } from './cancel-task.ts';
import { insertNextRun } from './insert-next-run.ts';
import { contentHash } from '../ledger/canonical-json.ts';
import { keepOwnDeliverable } from './own-deliverable.ts';
import { ModelAnswer } from '#lib/schemas/model-answer.ts';
import { lockForReview, type Review } from './lock-for-review.ts';
import { refuseArchived, refuseDeparted } from '../agent/refuse-archived.ts';

/**
 * A person's decision on the whole of what waits for review, what it still proposes included; recorded with who,
 * when and on exactly what. However many decide at once, the first one counts and the others get
 * `already_decided`, with the name. Throws `forbidden`, `not_found`, `already_decided`, `illegal_transition`,
 * `needs_choice` when a proposal names somebody that nobody has confirmed, `agent_unavailable` when an archived
 * agent should do it, or do it again.
 */
export async function decideTask(deps: DecisionDeps, actor: Actor, input: DecideTask): Promise<void> {
	if (input.decision === 'cancel') return cancelTask(deps, actor, input.id);
	authorise(actor, 'review work');
	const { decision } = input;
	await guardTargetDrift(deps.db, actor, async (tx) => {
		if (decision === 'revise') await refuseArchived(tx, actor, input.id);
		else await lockAutoAgent(tx, actor.workspaceId, input.id);
		const review = await lockForReview(tx, actor, input);
		const edited = decision === 'approve' && (await keepOwn(tx, actor, input, review));
		await recordReview(tx, actor, input, review, edited);
		await outcomes[decision](deps, tx, actor, input, review);
	});
}

type Outcome = (deps: DecisionDeps, tx: Tx, actor: Actor, input: DecideTask, review: Review) => Promise<void>;

const outcomes: Record<Exclude<Decision, 'cancel'>, Outcome> = {
	async approve(deps, tx, actor, input, review) {
		refuseUnseen(input, review);
		await approveAll(deps, tx, actor, review);
		await correct(
			tx,
			review.proposed.filter(({ draftPayload }) => draftPayload !== null)
		);
		// With nothing to carry out, the task is done; otherwise it waits for its actions.
		if (review.actions.length === 0) await setStatus(tx, actor, input.id, 'approved', 'completed');
		else await moveTaskOn(tx, actor.workspaceId, input.id);
		await tell(tx, actor, input, review, 'task.approved');
	},
	async reject(_deps, tx, actor, input, review) {
		await rejectActions(tx, actor, { taskId: input.id });
		await correct(tx, review.proposed);
		if (review.actions.length === 0) await setStatus(tx, actor, input.id, 'rejected');
		else await moveTaskOn(tx, actor.workspaceId, input.id);
		await tell(tx, actor, input, review, 'task.rejected');
	},
	async revise(deps, tx, actor, input, review) {
		refuseHalfApproved(review);
		await rejectActions(tx, actor, { taskId: input.id });
		await correct(tx, review.proposed);
		await setStatus(tx, actor, input.id, 'queued');
		await insertNextRun(tx, actor, input.id, 'sent_back', input.feedback ?? null);
		await tell(tx, actor, input, review, 'task.sent_back');
		await admitRuns(deps.jobs, tx, actor.workspaceId);
	}
};

async function approveAll(
	deps: DecisionDeps,
	tx: Tx,
	actor: Actor,
	{ agentId, proposed }: Review
): Promise<void> {
	const kinds = proposed.map(({ kind }) => kind);
	if (proposed.length > 0) await refuseDeparted(tx, actor, agentId, kinds);
	await refuseOverdue(tx, actor, proposed);
	const against = await checkedAgainst(tx, actor.workspaceId, proposed);
	for (const action of proposed) {
		const version = reviewedPayload(action, {}, against);
		refuseTargetDrift(action, version);
		await approveAction(deps, tx, actor, action, version);
	}
}

/** By the database's clock, as for one action alone. */
async function refuseOverdue(tx: Tx, { workspaceId }: Actor, proposed: Review['proposed']): Promise<void> {
	const ids = proposed.map(({ id }) => id);
	const overdue = await tx.$queryRaw<unknown[]>`
		select 1 from actions where workspace_id = ${workspaceId}::uuid and id = any(${ids}::uuid[])
			and expires_at <= clock_timestamp()`;
	if (overdue.length === 0) return;
	throw new DomainError('already_decided', 'A part of this has expired meanwhile. Please look again.');
}

/**
 * What is approved is what the person looked at: the versions that they name, or else only what stands there as the
 * agent wrote it. A colleague's own version that was taken back is somebody else's words.
 */
function refuseUnseen({ actions }: DecideTask, { proposed }: Review): void {
	const seen = actions && new Map(actions.map(({ id, hash }) => [id, hash]));
	const unseen = proposed.find(({ id, payloadHash, draftPayload }) =>
		seen ? seen.get(id) !== payloadHash : draftPayload !== null
	);
	if (!unseen) return;
	throw new DomainError(
		'already_decided',
		`“${unseen.title}” is not what it was when it was proposed or when you opened this. Please look at it first.`
	);
}

function refuseHalfApproved({ actions }: Review): void {
	if (actions.every(({ status }) => ['proposed', 'rejected', 'expired'].includes(status))) return;
	throw new DomainError(
		'illegal_transition',
		'A part of this has been approved already, so it cannot be sent back as a whole. Reject the rest, or give a new task.'
	);
}

async function correct(tx: Tx, actions: Review['proposed']): Promise<void> {
	for (const action of actions) await askAgain(tx, action);
}

/** A result is approved in the words that the person saw or wrote; what a task proposes has words of its own. */
async function keepOwn(tx: Tx, actor: Actor, input: DecideTask, review: Review): Promise<boolean> {
	if (review.actions.length === 0)
		return keepOwnDeliverable(tx, actor.workspaceId, review, input.deliverable);
	if (input.deliverable === undefined) return false;
	const message = 'This proposes something, so its text is not what is approved. Edit the proposal instead.';
	throw new DomainError('invalid_input', message, { fields: { deliverable: message } });
}

async function recordReview(
	tx: Tx,
	actor: Actor,
	input: DecideTask,
	review: Review,
	edited: boolean
): Promise<void> {
	// An earlier decision on the whole no longer stands, if an approval was taken back after it.
	await tx.$executeRaw`
		update reviews set undone_at = now()
		where workspace_id = ${actor.workspaceId}::uuid and run_id = ${review.runId}::uuid and action_id is null
			and undone_at is null`;
	await tx.review.create({
		data: {
			workspaceId: actor.workspaceId,
			taskId: input.id,
			runId: review.runId,
			reviewerId: memberOf(actor),
			decision: input.decision,
			feedback: input.feedback ?? null,
			contentHash: hashOf(input, review),
			edited
		}
	});
}

/** Of the words that were before the person: somebody's own in place of the agent's, or the agent's with what it proposed. */
function hashOf({ deliverable }: DecideTask, { ownDeliverable, result, contentHash: hash }: Review): string {
	const own = deliverable ?? ownDeliverable;
	const replaced = own !== null && own !== ModelAnswer.parse(result).deliverable;
	return replaced ? contentHash({ deliverable: own }) : hash;
}

async function setStatus(tx: Tx, actor: Actor, id: string, ...path: TaskStatus[]): Promise<void> {
	for (const status of path) {
		await tx.$executeRaw`
			update tasks set status = ${status}, snoozed_until = null, updated_at = now()
			where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid`;
	}
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
		by: actor.by,
		data: input.feedback ? { feedback: input.feedback } : {}
	});
}
