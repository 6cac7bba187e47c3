import { relative } from 'node:path';
import { newMigration } from '../src/lib/server/db/new-migration.ts';
import { startThrowawayPostgres } from './lib/postgres.ts';

const name = process.argv[2] ?? '';

if (/^[a-z0-9][a-z0-9_]*$/.test(name)) {
	await writeMigration();
} else {
	console.error('Please name the migration in lower case, like: npm run db:new -- add_invitations');
	process.exitCode = 1;
}

async function writeMigration(): Promise<void> {
	const server = await startThrowawayPostgres();
	try {
		const file = await newMigration(server.url, name, new Date());
		console.log(`Wrote ${relative(process.cwd(), file)}. Read it, then run npm run db:migrate.`);
	} finally {
		await server.stop();
	}
}
