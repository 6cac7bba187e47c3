import type { TestProject } from 'vitest/node';
import { startTestPostgres } from './postgres.ts';
import { createTemplate } from './template.ts';

declare module 'vitest' {
	interface ProvidedContext {
		adminUrl: string;
		template: string;
	}
}

/** One Postgres for the whole run, with one migrated and seeded database that every test file clones. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
	const postgres = await startTestPostgres();
	try {
		project.provide('adminUrl', postgres.adminUrl);
		project.provide('template', await createTemplate(postgres.adminUrl));
	} catch (error) {
		await postgres.stop();
		throw error;
	}
	return () => postgres.stop();
}
