import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { everything, withEngine, readMigrations } from './migration-engine.ts';

const root = new URL('../../../../', import.meta.url);

export const schemaFile = fileURLToPath(new URL('prisma/schema.prisma', root));
export const migrationsFolder = fileURLToPath(new URL('prisma/migrations', root));

/**
 * Applies the migrations of prisma/migrations that the database has not had yet and answers their
 * names. It takes no lock: call it inside `withMigrationLock`.
 */
export async function applyMigrations(connectionString: string): Promise<string[]> {
	const schema = await readFile(schemaFile, 'utf8');
	const migrationsList = await readMigrations(migrationsFolder);
	return withEngine(connectionString, schema, async (engine) => {
		const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: everything });
		return appliedMigrationNames;
	});
}
