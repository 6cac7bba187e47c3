import type { Db } from '#server/ports/db.ts';
import type { Claim } from '../claim-run.ts';

/** What earlier holders of a run have finished, by address, in one statement however many rows a loop has. */
export async function finishedSteps(db: Db, { workspaceId, runId }: Claim): Promise<Map<string, unknown>> {
	const rows = await db.step.findMany({
		where: { workspaceId, runId, status: 'succeeded' },
		select: { key: true, result: true }
	});
	return new Map(rows.map(({ key, result }) => [key, result]));
}
