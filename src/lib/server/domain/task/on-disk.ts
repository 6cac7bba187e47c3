import type { Db } from '#server/ports/db.ts';

/**
 * Waits until all that was committed before is on disk. A commit that notifies holds a lock of the whole server, so
 * with the disk inside it everybody queues; waiting afterwards, many share one write. The message is read by nobody.
 */
export async function onDisk(db: Db): Promise<void> {
	await db.$executeRaw`select pg_logical_emit_message(true, 'agentforce', '')`;
}
