import type { TestProject } from 'vitest/node';
import { startTestPostgres } from './postgres.ts';

declare module 'vitest' {
	interface ProvidedContext {
		postgres: { adminUrl: string; template: string };
	}
}

/** One Postgres for the whole run, with one migrated and seeded database that every test file clones. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
	const { adminUrl, template, stop } = await startTestPostgres();
	project.provide('postgres', { adminUrl, template });
	return stop;
}
