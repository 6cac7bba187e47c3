import type { Db } from '#server/ports.ts';

export type TaskRow = NonNullable<Awaited<ReturnType<typeof readTask>>>;

/** The task with its runs and reviews, or null when it is not this workspace's. */
export function readTask(db: Db, workspaceId: string, id: string) {
	return db.task.findUnique({
		where: { workspaceId_id: { workspaceId, id } },
		include: {
			agent: { select: { id: true, name: true, avatar: true } },
			reviews: { where: { undoneAt: null }, orderBy: { createdAt: 'desc' } },
			runs: {
				orderBy: { number: 'asc' },
				include: { steps: { orderBy: { id: 'asc' } }, modelCalls: { orderBy: { id: 'asc' } } }
			}
		}
	});
}
