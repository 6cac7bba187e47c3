import type { Db } from '#server/ports/db.ts';
import type { Log } from '#server/ports/log.ts';
import { recordEvent } from '../event/record-event.ts';
import { lockAction } from './lock-action.ts';
import { moveTaskOn } from './move-task-on.ts';

/** As many as one round takes; the next one comes within a minute. */
const most = 500;

/**
 * Gives up proposals that nobody decided in time: never sent, and the agent is told with its next task. Answers
 * how many there were.
 */
export async function expireActions(deps: { db: Db; log: Log }): Promise<number> {
	const overdue = await deps.db.$queryRaw<{ workspace_id: string; id: string }[]>`
		select workspace_id, id from actions where status = 'proposed' and expires_at <= now()
		order by expires_at limit ${most}`;
	const expired: boolean[] = [];
	for (const { workspace_id: workspaceId, id } of overdue) {
		// One that cannot be given up now does not keep the others waiting.
		const done = await expire(deps.db, workspaceId, id).catch((err: unknown) => {
			deps.log.warn({ err, actionId: id }, 'A proposal could not expire');
			return false;
		});
		expired.push(done);
	}
	return expired.filter(Boolean).length;
}

function expire(db: Db, workspaceId: string, id: string): Promise<boolean> {
	return db.$transaction(async (tx) => {
		const action = await lockAction(tx, workspaceId, id);
		if (action.status !== 'proposed' || !action.overdue) return false;
		await tx.$executeRaw`
			update actions set status = 'expired', decided_at = clock_timestamp(), snoozed_until = null
			where workspace_id = ${workspaceId}::uuid and id = ${id}::uuid`;
		const { taskId, agentId, title } = action;
		await recordEvent(tx, { workspaceId, kind: 'action.expired', taskId, agentId, data: { title } });
		await moveTaskOn(tx, workspaceId, taskId);
		return true;
	});
}
