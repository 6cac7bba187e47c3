import type { Action, ResolveAction } from '#lib/schemas/action.ts';
import type { EventKind } from '#lib/schemas/event.ts';
import { DomainError } from '#server/errors.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import type { Jobs } from '#server/ports/jobs.ts';
import { authorise, memberOf, type Actor } from '../access/actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { getAction } from './get-action.ts';
import { lockAction, type LockedAction } from './lock-action.ts';
import { moveTaskOn } from './move-task-on.ts';
import { kindOf } from './registry.ts';
import { reopenAction } from './reopen-action.ts';
import { wake } from '../ledger/wake.ts';

type Deps = { db: Db; jobs: Jobs };

/**
 * What a person found about an action that asked for one: it is there, it should be tried again at once, they want
 * to change it first, or it is left. Throws `forbidden`, `not_found`, `already_decided` when it does not ask any more.
 */
export async function resolveAction(
	deps: Deps,
	actor: Actor,
	{ id, outcome }: ResolveAction
): Promise<Action> {
	authorise(actor, 'review work');
	await deps.db.$transaction(async (tx) => {
		const action = await lockAction(tx, actor.workspaceId, id);
		if (action.status !== 'needs_human') {
			throw new DomainError('already_decided', 'Nobody needs to look at this any more.');
		}
		await outcomes[outcome].write(deps, tx, actor, action);
		await tell(tx, actor, action, outcomes[outcome]);
		await moveTaskOn(tx, actor.workspaceId, action.taskId);
	});
	return getAction(deps, actor, id);
}

type Outcome = {
	event: EventKind;
	message: string;
	write(deps: Deps, tx: Tx, actor: Actor, action: LockedAction): Promise<void>;
};

const outcomes: Record<ResolveAction['outcome'], Outcome> = {
	done: {
		event: 'action.succeeded',
		message: 'Somebody looked and found it there.',
		async write(_deps, tx, actor, { id, kind }) {
			const { one } = kindOf(kind).noun;
			const receipt = {
				label: 'Found by a person',
				url: null,
				detail: `A person looked and found the ${one} there.`
			};
			await tx.$executeRaw`
				update actions set status = 'succeeded', receipt = ${JSON.stringify(receipt)}::jsonb, finished_at = now(),
					wait_reason = null, error_code = null, error_message = null, lease_owner = null,
					lease_epoch = lease_epoch + 1
				where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid`;
		}
	},
	again: {
		event: 'action.approved',
		message: 'It is tried again.',
		async write({ jobs }, tx, actor, { id }) {
			// Whoever says so takes the approval on; what is carried out is what was approved, to the byte.
			await tx.$executeRaw`
				update actions set status = 'approved', decided_by_id = ${memberOf(actor)}::uuid, by_rule = false,
					decided_at = now(), run_after = now(), attempt = 0, deaths = 0, wait_reason = null,
					error_code = null, error_message = null, lease_owner = null, lease_epoch = lease_epoch + 1
				where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid`;
			await wake(jobs, tx, 'action', [{ id }]);
		}
	},
	edit: {
		event: 'action.voided',
		message: 'It is back in the inbox to be changed.',
		async write(_deps, tx, _actor, action) {
			await reopenAction(tx, action);
		}
	},
	drop: {
		event: 'action.failed',
		message: 'It was left as it is.',
		async write(_deps, tx, actor, { id }) {
			await tx.$executeRaw`
				update actions set status = 'failed', error_code = 'dropped', error_message = 'A person decided to leave it.',
					finished_at = now(), wait_reason = null, lease_owner = null, lease_epoch = lease_epoch + 1
				where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid`;
		}
	}
};

async function tell(
	tx: Tx,
	actor: Actor,
	{ taskId, agentId, title }: LockedAction,
	{ event, message }: Outcome
): Promise<void> {
	const { workspaceId, by } = actor;
	await recordEvent(tx, { workspaceId, kind: event, taskId, agentId, by, data: { title, message } });
}
