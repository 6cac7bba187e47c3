import type { InboxItem } from '#lib/schemas/inbox.ts';
import { notFound } from '#server/errors.ts';
import type { Clock } from '#server/ports/clock.ts';
import type { Db } from '#server/ports/db.ts';
import { authorise, type Actor } from '../access/actor.ts';
import { inboxItems } from './inbox-item.ts';

/**
 * What the newest version of a task's work brings before a reviewer, in order: its proposals, or the result alone; none
 * while there is no result. Throws `not_found`.
 */
export async function listTaskItems(
	{ db, clock }: { db: Db; clock: Clock },
	actor: Actor,
	taskId: string
): Promise<InboxItem[]> {
	authorise(actor, 'view');
	const { workspaceId } = actor;
	const task = await db.task.findUnique({
		where: { workspaceId_id: { workspaceId, id: taskId } },
		select: {
			runs: {
				where: { status: 'succeeded' },
				orderBy: { number: 'desc' },
				take: 1,
				select: { actions: { orderBy: { position: 'asc' }, select: { id: true } } }
			}
		}
	});
	if (!task) throw notFound('task');
	const [run] = task.runs;
	if (!run) return [];
	const actions = run.actions.map(({ id }) => id);
	const ids = { actions, results: actions.length === 0 ? [taskId] : [] };
	const items = await inboxItems(db, workspaceId, ids, clock.now());
	return [...ids.actions, ...ids.results].flatMap((id) => items.get(id) ?? []);
}
