import { readFile } from 'node:fs/promises';
import { Client } from 'pg';
import { schemaFile } from '#server/db/migrate.ts';
import { everything, openEngine } from '#server/db/migration-engine.ts';

const url = process.env.DATABASE_URL ?? '';
const content = await readFile(schemaFile, 'utf8');
const engine = await openEngine(url, content);
const { stdout } = await engine.diff({
	from: { tag: 'empty' },
	to: { tag: 'schemaDatamodel', files: [{ path: schemaFile, content }] },
	script: true,
	exitCode: null,
	shadowDatabaseUrl: null,
	filters: everything
});
engine.free();
const client = new Client({ connectionString: url });
await client.connect();
await client.query(stdout ?? '');
await client.end();
