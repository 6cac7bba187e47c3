import { afterAll, expect, inject, test } from 'vitest';
import { Client } from 'pg';
import { createDatabase, dropDatabase } from '../../tests/support/postgres.ts';
import { migrate } from './migrate.ts';

const { adminUrl } = inject('postgres');
const url = await createDatabase(adminUrl, `empty_${process.pid}_${Date.now()}`);
afterAll(() => dropDatabase(adminUrl, url));

test('an empty database that several processes migrate at once is migrated exactly once', async () => {
	const applied = await Promise.all([migrate(url), migrate(url), migrate(url)]);
	const client = new Client({ connectionString: url });
	await client.connect();
	const { rows } = await client.query(
		'select migration_name from _prisma_migrations where finished_at is not null'
	);
	const roles = await client.query('select count(*)::int as count from role_templates');
	const jobs = await client.query("select to_regclass('graphile_worker._private_jobs') is not null as there");
	await client.end();
	expect(applied.flat().sort()).toEqual(rows.map((row) => row.migration_name).sort());
	expect(rows.length).toBeGreaterThan(0);
	expect(roles.rows[0].count).toBe(6);
	expect(jobs.rows[0].there).toBe(true);
});

test('a migrated database is left as it is', async () => {
	expect(await migrate(url)).toEqual([]);
});
