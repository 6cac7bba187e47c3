import { migrate } from '../../scripts/lib/migrate.ts';

/** Migrates and seeds DATABASE_URL, in a process of its own so that no connection to the template stays open. */
await migrate(process.env.DATABASE_URL ?? '');
process.exit();
