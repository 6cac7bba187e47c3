import { waitsForPerson, type Action, type ActionWait } from '#lib/schemas/action.ts';
import { DomainError } from '#server/errors.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { getAction } from './get-action.ts';
import { lockAutoAgent } from './lock-auto-agent.ts';
import { lockAction, type LockedAction } from './lock-action.ts';
import { reopenAction } from './reopen-action.ts';
import { kindOf } from './registry.ts';
import { giveBack } from './trust.ts';

/**
 * Takes an approval back while it is held, by the database's clock, for no worker begins before the hold has passed;
 * or while it waits for a connection or a pause. A worker that has just taken it up finds its lease gone.
 * What came of it in passing goes too: whom it put into the address book, and what it took of the agent's permissions.
 * Throws `forbidden`, `not_found`, `too_late` once it is on its way, `illegal_transition` when nothing is approved.
 */
export async function undoAction(deps: { db: Db }, actor: Actor, id: string): Promise<Action> {
	authorise(actor, 'review work');
	await deps.db.$transaction(async (tx) => {
		await lockAutoAgent(tx, actor.workspaceId, id);
		const action = await lockAction(tx, actor.workspaceId, id);
		const waits = waitsForPerson.includes(action.waitReason as ActionWait);
		if (action.status !== 'approved' || !(action.held || waits)) throw tooLate(action);
		await reopenAction(tx, action);
		await giveBack(tx, actor, action);
		await forgetChosen(tx, action);
		await recordEvent(tx, {
			workspaceId: actor.workspaceId,
			kind: 'action.undone',
			taskId: action.taskId,
			agentId: action.agentId,
			by: actor.by,
			data: { title: action.title }
		});
	});
	return getAction(deps, actor, id);
}

/** Whom a person chose with an approval that does not stand is not known to agents, unless another one has chosen them too. */
async function forgetChosen(tx: Tx, { id, workspaceId }: LockedAction): Promise<void> {
	await tx.$executeRaw`
		delete from address_book b where b.workspace_id = ${workspaceId}::uuid and b.chosen_with = ${id}::uuid
			and not exists (
				select 1 from actions a
				where a.workspace_id = b.workspace_id and a.targets @> array[b.kind || ':' || b.value]
					and a.id <> ${id}::uuid and a.status not in ('proposed', 'rejected', 'expired')
			)`;
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
