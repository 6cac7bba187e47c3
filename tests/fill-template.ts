import { runMigrations } from 'graphile-worker';
import { createDb } from '#server/db/client.ts';
import { applyMigrations } from '#server/db/migrate.ts';
import { seed } from '../prisma/seed.ts';

/** Migrates and seeds DATABASE_URL, in a process of its own so that no connection to the template stays open. */

const connectionString = process.env.DATABASE_URL ?? '';

await applyMigrations(connectionString);
await runMigrations({ connectionString });
await seed(createDb(connectionString, 1));
process.exit();
