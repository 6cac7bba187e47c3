import type { InboxItem, SnoozeItem } from '#lib/schemas/inbox.ts';
import { DomainError, notFound } from '#server/errors.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Db, Tx } from '#server/ports/db.ts';
import { lockAction } from '../action/lock-action.ts';
import { lockTask } from '../action/move-task-on.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { recordEvent } from '../event/record-event.ts';
import { readItem } from './get-inbox-item.ts';

const longestDays = 60;
type Snoozed = { taskId: string; agentId: string; title: string };

/**
 * Puts an item off until then; it comes back by itself, and does not expire before somebody had a day to decide.
 * Null brings it back now. Throws `forbidden`, `not_found`, `invalid_input` for a time that is past or too far off,
 * `already_decided`.
 */
export async function snoozeItem(
	deps: { db: Db; clock: Clock },
	actor: Actor,
	input: SnoozeItem
): Promise<InboxItem> {
	authorise(actor, 'review work');
	const until = input.until === null ? null : new Date(input.until);
	refuseOdd(until, deps.clock.now());
	await deps.db.$transaction(async (tx) => {
		const snooze = input.type === 'action' ? snoozeAction : snoozeResult;
		const { taskId, agentId, title } = await snooze(tx, actor, input.id, until);
		if (until === null) return;
		const { workspaceId, by } = actor;
		const data = { title, until: until.toISOString() };
		await recordEvent(tx, { workspaceId, kind: 'action.snoozed', taskId, agentId, by, data });
	});
	return readItem(deps, actor, input);
}

function refuseOdd(until: Date | null, now: Date): void {
	const latest = new Date(Number(now) + longestDays * 86_400_000);
	if (until === null || (until > now && until <= latest)) return;
	const message =
		until <= now
			? 'Please choose a time that is still to come.'
			: `Please choose a time within ${longestDays} days.`;
	throw new DomainError('invalid_input', message, { fields: { until: message } });
}

async function snoozeAction(tx: Tx, actor: Actor, id: string, until: Date | null): Promise<Snoozed> {
	const action = await lockAction(tx, actor.workspaceId, id);
	if (action.status !== 'proposed' || action.overdue) throw decided();
	await tx.$executeRaw`
		update actions set snoozed_until = ${until}::timestamptz,
			expires_at = greatest(expires_at, ${until}::timestamptz + interval '1 day')
		where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid`;
	return action;
}

async function snoozeResult(tx: Tx, actor: Actor, id: string, until: Date | null): Promise<Snoozed> {
	if (!(await lockTask(tx, actor.workspaceId, id))) throw notFound('task');
	const [task] = await tx.$queryRaw<{ agent_id: string; title: string }[]>`
		update tasks set snoozed_until = ${until}::timestamptz
		where workspace_id = ${actor.workspaceId}::uuid and id = ${id}::uuid and status = 'needs_review'
			and proposals = 0
		returning agent_id, title`;
	if (!task) throw decided();
	return { taskId: id, agentId: task.agent_id, title: task.title };
}

function decided(): DomainError {
	return new DomainError('already_decided', 'This does not wait for a decision any more.');
}
