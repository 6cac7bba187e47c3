import pg from 'pg';

/** Any number will do, as long as every process that migrates uses the same one. */
const lockKey = 7_205_146_001;

/**
 * Runs `work` while no other process migrates the same database. The advisory lock lives on a
 * connection of its own, so it ends with this process however that dies.
 */
export async function withMigrationLock<Result>(
	connectionString: string,
	work: () => Promise<Result>
): Promise<Result> {
	const client = new pg.Client({ connectionString });
	let lost: Error | undefined;
	client.on('error', (error) => (lost = error));
	await client.connect();
	try {
		await client.query('select pg_advisory_lock($1)', [lockKey]);
		const result = await work();
		if (lost) throw new Error('The connection that held the migration lock was lost.', { cause: lost });
		return result;
	} finally {
		await client.end().catch(() => {});
	}
}
