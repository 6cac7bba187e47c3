import { Logger, runMigrations } from 'graphile-worker';
import { seed } from '../../prisma/seed.ts';
import { createDb } from '../../src/lib/server/db/client.ts';
import { applyMigrations } from '../../src/lib/server/db/migrate.ts';
import { withMigrationLock } from '../../src/lib/server/db/migration-lock.ts';

const silent = new Logger(() => () => {});

/**
 * Brings a database up to date: our tables, then the queue's, then the catalogue. Answers the names
 * of the migrations that were applied. Any number of processes may call it at once.
 */
export function migrate(connectionString: string): Promise<string[]> {
	return withMigrationLock(connectionString, async () => {
		const applied = await applyMigrations(connectionString);
		await runMigrations({ connectionString, logger: silent, noHandleSignals: true });
		await seedCatalogue(connectionString);
		return applied;
	});
}

async function seedCatalogue(connectionString: string): Promise<void> {
	const db = createDb(connectionString, 1);
	try {
		await seed(db);
	} finally {
		await db.$disconnect();
	}
}
