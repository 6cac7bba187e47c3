import type { Db } from '#server/ports/db.ts';
import type { Timings } from '../ledger/lease.ts';

const betweenLooksMillis = 100;

/** Waits until a worker is done with a demo, at most for `demoSeconds`. What it costs to write is nobody else's wait. */
export async function demoDone(
	{ db, timings }: { db: Db; timings: Pick<Timings, 'demoSeconds'> },
	workspaceId: string,
	id: string
): Promise<void> {
	const until = performance.now() + timings.demoSeconds * 1_000;
	while (performance.now() < until) {
		const task = await db.task.findUnique({
			where: { workspaceId_id: { workspaceId, id } },
			select: { status: true }
		});
		if (task?.status !== 'in_progress') return;
		await new Promise((resolve) => setTimeout(resolve, betweenLooksMillis));
	}
}
