import pg from 'pg';

/** graphile-worker's own connections; a broken one ends the process, because the library does not notice every failure. */
export function createWorkerPool(
	connectionString: string,
	concurrency: number,
	onError: (error: Error) => void
): pg.Pool {
	const pool = new pg.Pool({
		connectionString,
		max: concurrency + 3,
		keepAlive: true,
		application_name: 'agentforce-worker'
	});
	pool.on('error', onError);
	pool.on('connect', (client) => client.on('error', onError));
	return pool;
}
