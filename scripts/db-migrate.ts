import { loadLauncherConfig } from '../src/lib/server/config.ts';
import { generate } from './lib/build.ts';
import { withDatabase } from './lib/database.ts';

try {
	await generate();
	// Only now, for it needs the code that was just generated.
	const { migrate } = await import('./lib/migrate.ts');
	const applied = await withDatabase(loadLauncherConfig(), migrate);
	console.log(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`);
} catch (error) {
	console.error((error as Error).message);
	process.exitCode = 1;
}
