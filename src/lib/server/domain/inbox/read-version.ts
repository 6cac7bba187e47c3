import type { InboxDetail, InboxItem } from '#lib/schemas/inbox.ts';
import { ModelAnswer } from '#lib/schemas/model-answer.ts';
import type { Db } from '#server/ports/db.ts';

type Item = Pick<InboxItem, 'taskId' | 'runId' | 'type'>;

/** Which version of the task's work an item comes from, what was asked to be changed for it, and whether a newer one is there. */
export async function readVersion(db: Db, workspaceId: string, item: Item): Promise<InboxDetail['version']> {
	const runs = await db.run.findMany({
		where: { workspaceId, taskId: item.taskId, status: 'succeeded' },
		orderBy: { number: 'asc' },
		select: { id: true, feedback: true }
	});
	const at = runs.findIndex(({ id }) => id === item.runId);
	const [before, newest] = [runs[at - 1], runs.at(-1)];
	const newer = newest && newest.id !== item.runId && at >= 0;
	return {
		number: at + 1,
		feedback: runs[at]?.feedback ?? null,
		before: before && item.type === 'result' ? await deliverableOf(db, workspaceId, before.id) : null,
		newer: newer ? await firstItemOf(db, workspaceId, item.taskId, newest.id) : null
	};
}

async function deliverableOf(db: Db, workspaceId: string, id: string): Promise<string | null> {
	const run = await db.run.findUniqueOrThrow({
		where: { workspaceId_id: { workspaceId, id } },
		select: { result: true, ownDeliverable: true }
	});
	return run.ownDeliverable ?? ModelAnswer.safeParse(run.result).data?.deliverable ?? null;
}

/** What a reviewer opens to see the work of a run: the first thing that it proposes, else its result. */
async function firstItemOf(
	db: Db,
	workspaceId: string,
	taskId: string,
	runId: string
): Promise<{ type: InboxItem['type']; id: string }> {
	const action = await db.action.findFirst({
		where: { workspaceId, taskId, runId },
		orderBy: { position: 'asc' },
		select: { id: true }
	});
	return action ? { type: 'action', id: action.id } : { type: 'result', id: taskId };
}
