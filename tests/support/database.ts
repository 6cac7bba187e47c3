import { afterAll, inject } from 'vitest';
import { createDb } from '#server/db/client.ts';
import type { Db } from '#server/ports/db.ts';
import { cloneTemplate, dropDatabase } from './postgres.ts';

export type TestDatabase = {
	url: string;
	db: Db;
	/** Also called by itself after the last test of the file. */
	drop(): Promise<void>;
};

/** A migrated and seeded database of this test file's own, on a real Postgres. Call it once, at the top. */
export async function cloneDatabase(): Promise<TestDatabase> {
	const postgres = inject('postgres');
	const url = await cloneTemplate(postgres);
	const db = createDb(url, 10);
	let dropped: Promise<void> | undefined;
	const drop = () => (dropped ??= db.$disconnect().then(() => dropDatabase(postgres.adminUrl, url)));
	afterAll(drop);
	return { url, db, drop };
}
