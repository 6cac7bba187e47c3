import { waitsForPerson, type Action, type ActionWait } from '#lib/schemas/action.ts';
import { DomainError } from '#server/errors.ts';
import type { Db } from '#server/ports.ts';
import { authorise, type Actor } from '../actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { getAction } from './get-action.ts';
import { lockAction, type LockedAction } from './lock-action.ts';
import { reopenAction } from './reopen-action.ts';
import { kindOf } from './registry.ts';

/**
 * Takes an approval back while it is held, by the database's clock, for no worker begins before the hold has passed;
 * or while it waits for a connection or a pause. A worker that has just taken it up finds its lease gone.
 * Throws `forbidden`, `not_found`, `too_late` once it is on its way, `illegal_transition` when nothing is approved.
 */
export async function undoAction(deps: { db: Db }, actor: Actor, id: string): Promise<Action> {
	authorise(actor, 'review work');
	await deps.db.$transaction(async (tx) => {
		const action = await lockAction(tx, actor.workspaceId, id);
		const waits = waitsForPerson.includes(action.waitReason as ActionWait);
		if (action.status !== 'approved' || !(action.held || waits)) throw tooLate(action);
		await reopenAction(tx, action);
		await recordEvent(tx, {
			workspaceId: actor.workspaceId,
			kind: 'action.undone',
			taskId: action.taskId,
			agentId: action.agentId,
			actorId: actor.userId,
			data: { title: action.title }
		});
	});
	return getAction(deps, actor, id);
}

function tooLate({ status, kind, receipt }: LockedAction): DomainError {
	const { one } = kindOf(kind).noun;
	if (['proposed', 'rejected', 'expired'].includes(status)) {
		return new DomainError('illegal_transition', 'There is no approval to take back.');
	}
	if (status === 'failed')
		return new DomainError('too_late', 'It could not be carried out, so nothing is there.');
	if (status === 'succeeded') {
		const where = (receipt as { detail?: string } | null)?.detail;
		return new DomainError(
			'too_late',
			`Too late to undo: the ${one} is there already. ${where ? `${where} ` : ''}You can remove it by hand.`
		);
	}
	return new DomainError(
		'too_late',
		`Too late to undo: the ${one} is on its way. Look at it where it arrives, and remove it there.`
	);
}
