import { loadLauncherConfig } from '../src/lib/server/config.ts';
import { withDatabase } from './lib/database.ts';
import { migrate } from './lib/migrate.ts';

await withDatabase(loadLauncherConfig(), async (url) => {
	const applied = await migrate(url);
	console.log(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.join(', ')}.`);
});
