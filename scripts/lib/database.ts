import type { LauncherConfig } from '../../src/lib/server/config.ts';
import { openDataFolder } from './data-folder.ts';
import { takeDataFolder } from './launcher-lock.ts';
import { runningPostgresUrl, startPostgres } from './postgres.ts';

/**
 * Gives `work` the database that the product uses: DATABASE_URL, else the embedded one that is
 * running, else the embedded one started for the moment.
 */
export async function withDatabase<Result>(
	config: Pick<LauncherConfig, 'databaseUrl' | 'dataDir'>,
	work: (url: string) => Promise<Result>
): Promise<Result> {
	if (config.databaseUrl !== null) return work(config.databaseUrl);
	const { path, postgresPassword } = openDataFolder(config.dataDir);
	const running = runningPostgresUrl(path, postgresPassword);
	if (running) return work(running);
	const lock = await takeDataFolder(path);
	try {
		const server = await startPostgres({ dataDir: path, password: postgresPassword });
		try {
			return await work(server.url);
		} finally {
			await server.stop();
		}
	} finally {
		lock.release();
	}
}
