import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { everything, withEngine } from './migration-engine.ts';
import { migrationsFolder, schemaFile } from './migrate.ts';

const baseFile = `${migrationsFolder}/base-of-next-diff.prisma`;
const baseHeader = `// The base of the next diff: prisma/schema.prisma as the newest migration has left it. Written by
// npm run db:new, which compares the two; nothing else reads it, and nobody edits it by hand.

`;
const lockToml = '# prisma migrate reads this.\nprovider = "postgresql"\n';

/**
 * Writes the SQL that leads from the schema of the last migration to prisma/schema.prisma and
 * answers the new file. A migration may be empty: then it is written by hand. The engine wants a
 * server to talk to, but neither reads nor writes anything there.
 */
export async function newMigration(connectionString: string, name: string, now: Date): Promise<string> {
	const schema = await readFile(schemaFile, 'utf8');
	const sql = await difference(connectionString, await lastSchema(), schema);
	const folder = `${migrationsFolder}/${timestamp(now)}_${name}`;
	await mkdir(folder, { recursive: true });
	await writeFile(`${folder}/migration.sql`, sql, { flag: 'wx' });
	await writeFile(`${migrationsFolder}/migration_lock.toml`, lockToml);
	await writeFile(baseFile, baseHeader + schema);
	return `${folder}/migration.sql`;
}

function difference(connectionString: string, before: string | null, after: string): Promise<string> {
	return withEngine(connectionString, after, async (engine) => {
		const request = {
			from: before === null ? { tag: 'empty' } : datamodel(before),
			to: datamodel(after),
			script: true,
			exitCode: null,
			// The engine insists on it, though its types do not know it.
			shadowDatabaseUrl: null,
			filters: everything
		};
		const { stdout } = await engine.diff(request as Parameters<typeof engine.diff>[0]);
		return stdout ?? '';
	});
}

function datamodel(content: string) {
	return { tag: 'schemaDatamodel' as const, files: [{ path: 'schema.prisma', content }] };
}

async function lastSchema(): Promise<string | null> {
	try {
		return await readFile(baseFile, 'utf8');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
		throw error;
	}
}

/** Like 20261123154639, in UTC, so that folders sort by time. */
function timestamp(now: Date): string {
	return now.toISOString().replace(/\D/g, '').slice(0, 14);
}
