import { PrismaPg } from '@prisma/adapter-pg';
import { afterAll, inject } from 'vitest';
import { PrismaClient } from '#server/db/generated/client.ts';
import type { Db } from '#server/ports.ts';
import { cloneTemplate, dropDatabase } from './postgres.ts';

export type TestDatabase = {
	url: string;
	db: Db;
	/** Also called by itself after the last test of the file. */
	drop(): Promise<void>;
};

/** A migrated and seeded database of this test file's own, on a real Postgres. Call it once, at the top. */
export async function cloneDatabase(): Promise<TestDatabase> {
	const adminUrl = inject('adminUrl');
	const url = await cloneTemplate(adminUrl, inject('template'));
	const db = new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: 10 }) });
	let dropped: Promise<void> | undefined;
	const drop = () => (dropped ??= db.$disconnect().then(() => dropDatabase(adminUrl, url)));
	afterAll(drop);
	return { url, db, drop };
}
