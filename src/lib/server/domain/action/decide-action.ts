import type { DecideAction, DecidedAction } from '#lib/schemas/action.ts';
import type { LessonOffer } from '#lib/schemas/offer.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { authorise, memberOf, type Actor } from '../access/actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { proposeLesson } from './propose-lesson.ts';
import type { Timings } from '../ledger/lease.ts';
import { refuseDeparted } from '../agent/refuse-archived.ts';
import { approveAction } from './approve-action.ts';
import { getAction } from './get-action.ts';
import { lockAction, type LockedAction } from './lock-action.ts';
import { lockAutoAgent } from './lock-auto-agent.ts';
import { moveTaskOn } from './move-task-on.ts';
import { checkedAgainst } from './misfits.ts';
import { reviewedPayload } from './reviewed-payload.ts';
import { guardTargetDrift, refuseTargetDrift } from './guard-target-drift.ts';
import { refuseDecided } from './refuse-decided.ts';
import { rejectActions } from './reject-actions.ts';
import { askAgain, autoOffer } from './trust.ts';

export type DecisionDeps = { db: Db; jobs: Jobs; timings: Timings };
type Decided = { agentId: string; kind: string; reviewId: string; lesson: string | null };

/**
 * A person's decision on one action, in the version they saw (`hash`) or in their own (`payload`). An approval is
 * held for some seconds, so that it can be undone, and then carried out. However many decide at once, the first
 * one counts. Throws `forbidden`, `not_found`, `already_decided`, `needs_choice` while an unnamed target is not
 * confirmed, `invalid_input`, `agent_unavailable` for an archived agent.
 */
export async function decideAction(
	deps: DecisionDeps,
	actor: Actor,
	input: DecideAction
): Promise<DecidedAction> {
	const decided = await decideOnly(deps, actor, input);
	const { agentId, kind } = decided;
	return {
		action: await getAction(deps, actor, input.id),
		lesson: await lessonOf(deps.db, actor, decided),
		offer: input.decision === 'approve' ? await autoOffer(deps.db, actor, { agentId, kind }) : null
	};
}

/** The decision without what a page shows next; throws as `decideAction` does. */
export function decideOnly(deps: DecisionDeps, actor: Actor, input: DecideAction): Promise<Decided> {
	authorise(actor, 'review work');
	return guardTargetDrift(deps.db, actor, (tx) => decide(deps, tx, actor, input));
}

async function decide(deps: DecisionDeps, tx: Tx, actor: Actor, input: DecideAction): Promise<Decided> {
	await lockAutoAgent(tx, actor.workspaceId, input.id);
	const action = await lockAction(tx, actor.workspaceId, input.id);
	await refuseDecided(tx, actor, action, input.hash);
	if (input.decision === 'approve') await refuseDeparted(tx, actor, action.agentId, [action.kind]);
	const decided = await (input.decision === 'approve' ? approve : reject)(deps, tx, actor, action, input);
	await moveTaskOn(tx, actor.workspaceId, action.taskId);
	return decided;
}

async function approve(
	deps: DecisionDeps,
	tx: Tx,
	actor: Actor,
	action: LockedAction,
	input: DecideAction
): Promise<Decided> {
	const own = { kind: action.kind, payload: input.payload ?? action.payload };
	const version = reviewedPayload(action, input, await checkedAgainst(tx, actor.workspaceId, [own]));
	refuseTargetDrift(action, version);
	await approveAction(deps, tx, actor, action, version);
	const edited = version.draft !== null;
	const review = await record(tx, actor, action, { ...input, hash: version.hash, edited });
	await tell(tx, actor, action, 'action.approved', { title: version.title, byRule: false, edited });
	if (edited) await askAgain(tx, action);
	const correction = { kind: action.kind, before: version.draft, after: version.payload, feedback: null };
	return { ...review, lesson: edited ? proposeLesson(correction) : null };
}

async function reject(
	_deps: DecisionDeps,
	tx: Tx,
	actor: Actor,
	action: LockedAction,
	input: DecideAction
): Promise<Decided> {
	await rejectActions(tx, actor, action);
	const review = await record(tx, actor, action, { ...input, edited: false });
	const feedback = input.feedback ?? null;
	await tell(tx, actor, action, 'action.rejected', { title: action.title, ...(feedback && { feedback }) });
	await askAgain(tx, action);
	const before = action.draftPayload ?? action.payload;
	return { ...review, lesson: proposeLesson({ kind: action.kind, before, after: null, feedback }) };
}

async function record(
	tx: Tx,
	actor: Actor,
	action: LockedAction,
	review: { decision: string; feedback?: string | undefined; hash: string; edited: boolean }
): Promise<Omit<Decided, 'lesson'>> {
	const { id } = await tx.review.create({
		data: {
			workspaceId: actor.workspaceId,
			taskId: action.taskId,
			runId: action.runId,
			actionId: action.id,
			reviewerId: memberOf(actor),
			decision: review.decision,
			feedback: review.feedback ?? null,
			contentHash: review.hash,
			edited: review.edited
		},
		select: { id: true }
	});
	return { reviewId: id, agentId: action.agentId, kind: action.kind };
}

async function tell(
	tx: Tx,
	{ workspaceId, by }: Actor,
	{ taskId, agentId }: LockedAction,
	kind: 'action.approved' | 'action.rejected',
	data: Record<string, string | boolean>
): Promise<void> {
	await recordEvent(tx, { workspaceId, kind, taskId, agentId, by, data });
}

async function lessonOf(
	db: Db,
	actor: Actor,
	{ lesson, agentId, reviewId }: Decided
): Promise<LessonOffer | null> {
	if (lesson === null) return null;
	const agent = await db.agent.findUniqueOrThrow({
		where: { workspaceId_id: { workspaceId: actor.workspaceId, id: agentId } },
		select: { name: true }
	});
	return { agentId, agentName: agent.name, reviewId, text: lesson };
}
