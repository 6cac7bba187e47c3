import type { ActionStatus } from '#lib/schemas/action.ts';
import { DomainError } from '#server/errors.ts';
import type { Tx } from '#server/ports/db.ts';
import { userIdOf, type Actor } from '../access/actor.ts';
import type { LockedAction } from './lock-action.ts';

/**
 * Lets a decision through only while the action waits for one, in the very version (`hash`) that the person saw.
 * Throws `already_decided` with who did what.
 */
export async function refuseDecided(tx: Tx, actor: Actor, action: LockedAction, hash: string): Promise<void> {
	if (action.status !== 'proposed') throw decided(await whatHappened(tx, actor, action));
	if (action.overdue) throw decided('This proposal has expired, so nothing was done.');
	if (action.payloadHash !== hash) {
		const editor = await lastEditor(tx, actor, action);
		throw decided(
			`${editor ?? 'Somebody'} changed this after you opened it. Please look at the new version first.`
		);
	}
}

function decided(message: string): DomainError {
	return new DomainError('already_decided', message);
}

const past: Partial<Record<ActionStatus, string>> = { rejected: 'rejected', expired: 'expired' };

async function whatHappened(tx: Tx, actor: Actor, action: LockedAction): Promise<string> {
	const status = action.status as ActionStatus;
	if (status === 'expired')
		return action.errorCode === 'superseded'
			? 'A newer draft of the same has taken its place.'
			: 'This proposal has expired, so nothing was done.';
	if (action.byRule) return 'Already approved by a rule: this agent may do it without asking.';
	const done = past[status] ?? 'approved';
	if (!action.decidedById) return `Already ${done}.`;
	return `Already ${done} by ${await nameOf(tx, actor, action.decidedById)}.`;
}

/** A payload changes while it waits only when an edited approval was taken back. */
async function lastEditor(tx: Tx, actor: Actor, action: LockedAction): Promise<string | null> {
	const review = await tx.review.findFirst({
		where: { workspaceId: actor.workspaceId, actionId: action.id, edited: true },
		orderBy: { createdAt: 'desc' },
		select: { reviewerId: true }
	});
	if (!review) return null;
	const name = await nameOf(tx, actor, review.reviewerId);
	return name === 'you' ? 'You' : name;
}

async function nameOf(tx: Tx, actor: Actor, userId: string): Promise<string> {
	if (userId === userIdOf(actor)) return 'you';
	const user = await tx.user.findUnique({ where: { id: userId }, select: { name: true } });
	return user?.name ?? 'somebody else';
}
