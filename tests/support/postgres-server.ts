import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startThrowawayPostgres } from '../../scripts/lib/postgres.ts';
import { createDatabase } from './postgres.ts';

/** A throwaway Postgres with the template that tests clone. It ends when its standard input closes. */

const template = 'template_agentforce';
const fillScript = fileURLToPath(new URL('fill-template.ts', import.meta.url));

const server = await startThrowawayPostgres();
try {
	const DATABASE_URL = await createDatabase(server.url, template);
	await promisify(execFile)(process.execPath, [fillScript], { env: { ...process.env, DATABASE_URL } });
	process.stdout.write(`${JSON.stringify({ adminUrl: server.url, template })}\n`);
	process.stdin.resume();
	await new Promise((closed) => process.stdin.once('end', closed));
} finally {
	await server.stop();
}
process.exit();
