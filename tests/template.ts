import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createDatabase } from './postgres.ts';

const name = 'template_agentforce';
const migrate = fileURLToPath(new URL('template-migrate.ts', import.meta.url));

/**
 * Makes the database that test files clone: migrated and seeded. Answers its name. The migration runs
 * in a process of its own, as it does for users: Vite's module runner cannot load the schema engine.
 */
export async function createTemplate(adminUrl: string): Promise<string> {
	const url = await createDatabase(adminUrl, name);
	await promisify(execFile)(process.execPath, [migrate], { env: { ...process.env, DATABASE_URL: url } });
	return name;
}
