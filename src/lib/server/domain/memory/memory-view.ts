import { Memory } from '#lib/schemas/memory.ts';
import type { Tx } from '#server/ports/db.ts';

/** The columns that a memory is shown from. */
export const memoryColumns = {
	id: true,
	text: true,
	source: true,
	enabled: true,
	createdAt: true,
	review: {
		select: {
			id: true,
			decision: true,
			createdAt: true,
			reviewerId: true,
			task: { select: { id: true, title: true } }
		}
	}
} as const;

type Review = {
	id: string;
	decision: string;
	createdAt: Date;
	reviewerId: string;
	task: { id: string; title: string };
};
type Row = {
	id: string;
	text: string;
	source: string;
	enabled: boolean;
	createdAt: Date;
	review: Review | null;
};

/** Memories as pages and programs see them, with the review that a lesson comes from. */
export async function memoryViews(tx: Tx, rows: Row[]): Promise<Memory[]> {
	const reviewers = [...new Set(rows.flatMap(({ review }) => review?.reviewerId ?? []))];
	const users =
		reviewers.length === 0
			? []
			: await tx.user.findMany({ where: { id: { in: reviewers } }, select: { id: true, name: true } });
	const names = new Map(users.map(({ id, name }) => [id, name]));
	return rows.map((row) =>
		Memory.parse({
			...row,
			createdAt: row.createdAt.toISOString(),
			review: row.review && {
				id: row.review.id,
				taskId: row.review.task.id,
				taskTitle: row.review.task.title,
				by: names.get(row.review.reviewerId) ?? 'Someone',
				at: row.review.createdAt.toISOString(),
				decision: row.review.decision
			}
		})
	);
}

export async function readMemory(tx: Tx, workspaceId: string, id: string): Promise<Memory | null> {
	const row = await tx.memory.findUnique({
		where: { workspaceId_id: { workspaceId, id } },
		select: memoryColumns
	});
	if (!row) return null;
	const [memory] = await memoryViews(tx, [row]);
	return memory ?? null;
}
